import { formatMoney, type Language, type Money } from '@abonde/money';
import PDFDocument from 'pdfkit';

export interface CallLetter {
  language: Language;
  donor: string;
  agreement: string;
  signedOn: string;
  instalment: number;
  amount: Money;
  dueOn: string;
  calledOn: string;
  /** ISO 11649 creditor reference. */
  reference: string;
}

const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

const printed: Record<Language, (day: string) => string> = {
  fr: (day) => day.split('-').reverse().join('/'),
  en: (day) => day,
};

function words(letter: CallLetter): { title: string; lines: [string, string][]; body: string[] } {
  const { language, agreement, signedOn, instalment, amount, dueOn, reference } = letter;
  const day = printed[language];
  if (language === 'fr') {
    return {
      title: 'Appel de fonds',
      lines: [
        ['Convention', `${agreement}, signée le ${day(signedOn)}`],
        ['Échéance', `n° ${instalment}`],
        ['Montant', formatMoney(amount, 'fr')],
        ['À verser au plus tard le', day(dueOn)],
        ['Référence à rappeler', reference],
      ],
      body: [
        'Madame, Monsieur,',
        'En application de la convention ci-dessus, nous vous prions de bien vouloir procéder au versement de l’échéance indiquée sur le compte désigné dans la convention.',
        'Merci de porter la référence ci-dessus dans le libellé du virement : elle permet de rapprocher votre versement sans délai.',
      ],
    };
  }
  return {
    title: 'Call for funds',
    lines: [
      ['Agreement', `${agreement}, signed on ${day(signedOn)}`],
      ['Instalment', `no. ${instalment}`],
      ['Amount', formatMoney(amount, 'en')],
      ['To be paid by', day(dueOn)],
      ['Reference to quote', reference],
    ],
    body: [
      'Dear Sir or Madam,',
      'Under the agreement above, please pay the instalment shown to the account named in the agreement.',
      'Please quote the reference above in the remittance information of your transfer, so that we can recognise your payment at once.',
    ],
  };
}

/** The letter that calls an instalment, one A4 page, tagged for screen readers. */
export function callLetter(letter: CallLetter): Promise<Buffer> {
  const { title, lines, body } = words(letter);
  const document = new PDFDocument({
    size: 'A4',
    margin: 64,
    tagged: true,
    lang: letter.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: `${title} ${letter.reference}`, Author: 'AIMF' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  const paragraph = (type: string, draw: () => void) => document.addStructure(document.struct(type, {}, draw));
  paragraph('P', () => document.font(bold).fontSize(11).text('Association internationale des maires francophones'));
  paragraph('P', () =>
    document.moveDown(2).font(regular).text(letter.donor).text(printed[letter.language](letter.calledOn)),
  );
  paragraph('H1', () => document.moveDown(2).font(bold).fontSize(18).text(title).moveDown(1));
  for (const [label, text] of lines) {
    paragraph('P', () =>
      document
        .fontSize(11)
        .font(regular)
        .text(`${label}${letter.language === 'fr' ? ' : ' : ': '}`, { continued: true })
        .font(bold)
        .text(text)
        .moveDown(0.4),
    );
  }
  for (const text of body) paragraph('P', () => document.moveDown(0.8).font(regular).text(text, { lineGap: 3 }));
  document.end();
  return done;
}
