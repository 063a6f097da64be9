import type { Language } from '@abonde/money';
import PDFDocument from 'pdfkit';
import type { ReconciliationDto } from './reconciliation.dto';
import { printed, printedAmount, printedDay, type Section } from './reconciliation-words';

const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
const margin = 56;

/** The statement on A4, tagged for screen readers: figures first, then what explains them line by line. */
export function reconciliationPdf(statement: ReconciliationDto, language: Language): Promise<Buffer> {
  const { title, subtitle, figures, sections, columns } = printed(statement, language);
  const document = new PDFDocument({
    size: 'A4',
    margin,
    tagged: true,
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: `${title} ${statement.account} ${statement.asOf}`, Author: 'AIMF' },
  });
  const done = collected(document);
  const structure = (type: string, draw: () => void) => document.addStructure(document.struct(type, {}, draw));
  structure('P', () => document.font(bold).fontSize(10).text('Association internationale des maires francophones'));
  structure('H1', () => document.moveDown(1).font(bold).fontSize(16).text(title));
  structure('P', () => document.moveDown(0.3).font(regular).fontSize(10).text(subtitle).moveDown(1));
  const rows = figures.map(({ label, value }) => [label, printedAmount(value, language)]);
  table(document, ['*', 150], rows, rows.length - 1);
  for (const section of sections) sectionOf(document, structure, section, language, columns);
  document.end();
  return done;
}

function sectionOf(
  document: PDFKit.PDFDocument,
  structure: (type: string, draw: () => void) => void,
  { title, items, none }: Section,
  language: Language,
  columns: { date: string; label: string; amount: string },
): void {
  structure('H2', () =>
    document.moveDown(1.2).font(bold).fontSize(12).text(`${title} (${items.length})`, margin).moveDown(0.4),
  );
  if (items.length === 0) {
    structure('P', () => document.font(regular).fontSize(10).text(none, margin));
    return;
  }
  const heading = [columns.date, columns.label, columns.amount];
  const lines = items.map(({ date, label, amount }) => [
    printedDay(date, language),
    label ?? '',
    printedAmount(amount, language),
  ]);
  table(document, [80, '*', 120], [heading, ...lines], 0);
}

/** The last column holds amounts; `strong` is the row in bold. */
function table(document: PDFKit.PDFDocument, widths: (number | '*')[], rows: string[][], strong: number): void {
  const last = widths.length - 1;
  document.fontSize(9).table({
    columnStyles: widths.map((width) => ({ width })),
    data: rows.map((cells, row) =>
      cells.map((text, column) => ({
        text,
        padding: 4,
        border: { top: 0, right: 0, bottom: 0.5, left: 0 },
        borderColor: '#c9ced6',
        font: { src: row === strong ? bold : regular },
        align: { x: column === last ? ('right' as const) : ('left' as const), y: 'top' as const },
        type: row === 0 && strong === 0 ? ('TH' as const) : ('TD' as const),
      })),
    ),
  });
}

function collected(document: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
