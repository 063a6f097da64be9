import type { Language } from '@abonde/money';
import PDFDocument from 'pdfkit';

export interface Letter {
  language: Language;
  addressee: string;
  date: string;
  title: string;
  /** Named in the file's title. */
  reference: string;
  /** Facts the reader looks for, each with its name. */
  lines: [string, string][];
  body: string[];
}

const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

export const printedDay: Record<Language, (day: string) => string> = {
  fr: (day) => day.split('-').reverse().join('/'),
  en: (day) => day,
};

/** A letter of the association to a donor, one A4 page, tagged for screen readers. */
export function letter({ language, addressee, date, title, reference, lines, body }: Letter): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 64,
    tagged: true,
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: `${title} ${reference}`, Author: 'AIMF' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  const paragraph = (type: string, draw: () => void) => document.addStructure(document.struct(type, {}, draw));
  paragraph('P', () => document.font(bold).fontSize(11).text('Association internationale des maires francophones'));
  paragraph('P', () => document.moveDown(2).font(regular).text(addressee).text(printedDay[language](date)));
  paragraph('H1', () => document.moveDown(2).font(bold).fontSize(18).text(title).moveDown(1));
  for (const [label, text] of lines) {
    paragraph('P', () =>
      document
        .fontSize(11)
        .font(regular)
        .text(`${label}${language === 'fr' ? ' : ' : ': '}`, { continued: true })
        .font(bold)
        .text(text)
        .moveDown(0.4),
    );
  }
  for (const text of body)
    paragraph('P', () => document.fontSize(11).moveDown(0.8).font(regular).text(text, { lineGap: 3 }));
  document.end();
  return done;
}
