import { formatMoney, type Language, type Money } from '@abonde/money';
import { pdfOf } from '@abonde/platform';

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
  },
} as const;

type Line = readonly [label: string, text: string];

/** An A4 page, tagged for screen readers. */
export function orderSheet(sheet: OrderSheet): Promise<Buffer> {
  const { title, sections, noPayee, noApproval, notSent, printed } = words[sheet.language];
  const foot = `${printed} ${day(sheet.printedOn, sheet.language)} · ${sheet.endToEndId}`;
  return pdfOf({ language: sheet.language, title: `${title} ${sheet.endToEndId}`, foot }, (page) => {
    const part = (lines: readonly Line[], none: string): void => {
      for (const [label, text] of lines) page.fact(label, text);
      if (lines.length === 0) page.paragraph(none);
    };
    page.letterhead();
    page.heading(1, title);
    part(orderLines(sheet), '');
    page.heading(2, sections.payee);
    part(payeeLines(sheet), noPayee);
    page.heading(2, sections.approvals);
    part(approvalLines(sheet), noApproval);
    page.heading(2, sections.bank);
    part(bankLines(sheet), notSent);
  });
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
