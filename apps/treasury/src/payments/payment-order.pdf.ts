import { formatMoney, type Language, type Money } from '@abonde/money';
import PDFDocument from 'pdfkit';

/** What a payment order says on paper, with the account in full: it is signed, kept and shown to the bank. */
export interface OrderSheet {
  language: Language;
  endToEndId: string;
  kind: 'TRANCHE' | 'AID' | 'DONOR_REFUND' | 'INTEREST_RETURN';
  /** Code of the tranche, case or agreement it pays. */
  subject: string;
  amount: Money;
  dueOn: string;
  state: string;
  beneficiary: { name: string; holder: string | null; address: string; account: string; bic: string | null } | null;
  approvals: readonly { name: string; role: string; on: string }[];
  file: { messageId: string; account: string; emittedOn: string; executionOn: string | null } | null;
  facts: readonly { what: 'SETTLED' | 'RETURNED'; on: string; amount: Money; reason: string | null }[];
  /** Business day on which the sheet is printed. */
  printedOn: string;
}

const regular = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

const words = {
  fr: {
    title: 'Ordre de paiement',
    kinds: {
      TRANCHE: 'Tranche de subvention',
      AID: 'Aide d’urgence',
      DONOR_REFUND: 'Remboursement à un bailleur',
      INTEREST_RETURN: 'Reversement d’intérêts',
    },
    states: {
      ORDERED: 'À approuver',
      APPROVED: 'Approuvé',
      EMITTED: 'Émis à la banque',
      SETTLED: 'Réglé',
      RETURNED: 'Retourné par la banque',
      REJECTED: 'Rejeté',
      CANCELLED: 'Annulé',
    },
    roles: { 'finance-controller': 'contrôle financier', secretariat: 'secrétariat permanent' },
    labels: {
      subject: 'Objet',
      amount: 'Montant',
      due: 'À payer le',
      state: 'État',
      reference: 'Référence de bout en bout',
      payee: 'Bénéficiaire',
      holder: 'Titulaire du compte',
      account: 'Compte',
      bic: 'BIC',
      address: 'Adresse',
      file: 'Fichier',
      execution: 'Exécution demandée le',
    },
    sections: { payee: 'Bénéficiaire', approvals: 'Approbations', bank: 'Banque' },
    noPayee: 'Aucune coordonnée bancaire confirmée.',
    noApproval: 'Aucune approbation pour l’instant : deux personnes approuvent.',
    notSent: 'Pas encore remis à la banque.',
    facts: { SETTLED: 'Débité le', RETURNED: 'Retourné le' },
    printed: 'Imprimé le',
    colon: '\u00a0: ',
  },
  en: {
    title: 'Payment order',
    kinds: {
      TRANCHE: 'Subsidy tranche',
      AID: 'Emergency aid',
      DONOR_REFUND: 'Refund to a donor',
      INTEREST_RETURN: 'Interest returned',
    },
    states: {
      ORDERED: 'To be approved',
      APPROVED: 'Approved',
      EMITTED: 'Sent to the bank',
      SETTLED: 'Settled',
      RETURNED: 'Returned by the bank',
      REJECTED: 'Rejected',
      CANCELLED: 'Cancelled',
    },
    roles: { 'finance-controller': 'finance controller', secretariat: 'permanent secretariat' },
    labels: {
      subject: 'For',
      amount: 'Amount',
      due: 'To be paid on',
      state: 'State',
      reference: 'End-to-end reference',
      payee: 'Beneficiary',
      holder: 'Account holder',
      account: 'Account',
      bic: 'BIC',
      address: 'Address',
      file: 'File',
      execution: 'Execution asked for',
    },
    sections: { payee: 'Beneficiary', approvals: 'Approvals', bank: 'Bank' },
    noPayee: 'No confirmed bank details.',
    noApproval: 'No approval yet: two persons approve.',
    notSent: 'Not handed to the bank yet.',
    facts: { SETTLED: 'Debited on', RETURNED: 'Returned on' },
    printed: 'Printed on',
    colon: ': ',
  },
} as const;

/** One A4 page, tagged for screen readers. */
export function orderSheet(sheet: OrderSheet): Promise<Buffer> {
  const { title } = words[sheet.language];
  const document = new PDFDocument({
    ...{ size: 'A4', margin: 64, tagged: true, lang: sheet.language, displayTitle: true, pdfVersion: '1.7' },
    info: { Title: `${title} ${sheet.endToEndId}`, Author: 'AIMF' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  draw(document, sheet);
  document.end();
  return done;
}

type Line = readonly [label: string, text: string];

function draw(document: PDFKit.PDFDocument, sheet: OrderSheet): void {
  const { title, sections, noPayee, noApproval, notSent, printed } = words[sheet.language];
  const print = printer(document, words[sheet.language].colon);
  print.paragraph('Association internationale des maires francophones');
  print.heading('H1', title);
  print.lines(orderLines(sheet));
  print.heading('H2', sections.payee);
  print.lines(payeeLines(sheet), noPayee);
  print.heading('H2', sections.approvals);
  print.lines(approvalLines(sheet), noApproval);
  print.heading('H2', sections.bank);
  print.lines(bankLines(sheet), notSent);
  print.paragraph(`${printed} ${day(sheet.printedOn, sheet.language)}`);
}

function printer(document: PDFKit.PDFDocument, colon: string) {
  const structured = (type: string, write: () => void) => document.addStructure(document.struct(type, {}, write));
  const sizes = { H1: 18, H2: 13 };
  return {
    heading: (type: 'H1' | 'H2', text: string) =>
      structured(type, () => document.moveDown(1).font(bold).fontSize(sizes[type]).text(text).moveDown(0.5)),
    paragraph: (text: string) => structured('P', () => document.moveDown(0.5).font(regular).fontSize(10.5).text(text)),
    lines(lines: readonly Line[], none = '') {
      if (lines.length === 0) return this.paragraph(none);
      for (const [label, text] of lines) {
        structured('P', () => {
          document.font(regular).fontSize(10.5).text(`${label}${colon}`, { continued: true });
          document.font(bold).text(text).moveDown(0.3);
        });
      }
    },
  };
}

function orderLines({ language, kind, subject, amount, dueOn, state, endToEndId }: OrderSheet): Line[] {
  const { labels, kinds, states } = words[language];
  return [
    [labels.subject, `${kinds[kind]} ${subject}`.trim()],
    [labels.amount, formatMoney(amount, language)],
    [labels.due, day(dueOn, language)],
    [labels.state, states[state as keyof typeof states] ?? state],
    [labels.reference, endToEndId],
  ];
}

function payeeLines({ language, beneficiary }: OrderSheet): Line[] {
  if (!beneficiary) return [];
  const { labels } = words[language];
  const { name, holder, address, account, bic } = beneficiary;
  const lines: (readonly [string, string | null])[] = [
    [labels.payee, name],
    [labels.holder, holder],
    [labels.account, account],
    [labels.bic, bic],
    [labels.address, address],
  ];
  return lines.filter((line): line is [string, string] => Boolean(line[1]));
}

function approvalLines({ language, approvals }: OrderSheet): Line[] {
  const { roles } = words[language];
  return approvals.map(({ name, role, on }) => [
    `${name} (${roles[role as keyof typeof roles] ?? role})`,
    day(on, language),
  ]);
}

function bankLines({ language, file, facts }: OrderSheet): Line[] {
  const { labels, facts: verbs } = words[language];
  const sent: Line[] = file
    ? [
        [labels.file, `${file.messageId} (${file.account}, ${day(file.emittedOn, language)})`],
        ...(file.executionOn ? [[labels.execution, day(file.executionOn, language)] as const] : []),
      ]
    : [];
  const came = facts.map(({ what, on, amount, reason }): Line => {
    const amounted = formatMoney(amount, language);
    return [`${verbs[what]} ${day(on, language)}`, reason ? `${amounted} (${reason})` : amounted];
  });
  return [...sent, ...came];
}

function day(date: string, language: Language): string {
  return language === 'fr' ? date.slice(0, 10).split('-').reverse().join('/') : date.slice(0, 10);
}
