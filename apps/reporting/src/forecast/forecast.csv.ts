import type { Placed } from './forecast';

export type Language = 'fr' | 'en';

const headings: Record<Language, readonly string[]> = {
  fr: [
    'Mois',
    'Échéance',
    'Sens',
    'Nature',
    'Référence',
    'N°',
    'Tiers',
    'État',
    'Jours de retard',
    'Montant',
    'Devise',
  ],
  en: ['Month', 'Due on', 'Direction', 'Kind', 'Reference', 'No.', 'Party', 'State', 'Days late', 'Amount', 'Currency'],
};

const words: Record<Language, Record<string, string>> = {
  fr: {
    IN: 'Entrée',
    OUT: 'Sortie',
    INSTALMENT: 'Échéance',
    TRANCHE: 'Tranche',
    AID: 'Aide d’urgence',
    REFUND: 'Remboursement',
    EXPECTED: 'attendue',
    CALLED: 'appelée',
    PLANNED: 'prévue',
    REQUESTED: 'demandée',
    CERTIFIED: 'certifiée',
    APPROVED: 'approuvée',
    ORDERED: 'à payer',
    beyond: 'au-delà',
  },
  en: {
    IN: 'In',
    OUT: 'Out',
    INSTALMENT: 'Instalment',
    TRANCHE: 'Tranche',
    AID: 'Emergency aid',
    REFUND: 'Refund',
    EXPECTED: 'expected',
    CALLED: 'called',
    PLANNED: 'planned',
    REQUESTED: 'requested',
    CERTIFIED: 'certified',
    APPROVED: 'approved',
    ORDERED: 'to be paid',
    beyond: 'later',
  },
};

/** A word that a spreadsheet would take for a formula is told to be text. */
const text = (word: string) => (/^[=+\-@\t]/.test(word) ? `'${word}` : word);

/** Rows of the table that a spreadsheet opens, heading first; amounts that go out are negative. */
export function forecastRows(items: readonly Placed[], language: Language): string[][] {
  const word = (key: string) => words[language][key] ?? key;
  return [
    [...headings[language]],
    ...items.map(({ month, dueOn, direction, kind, reference, number, name, state, daysLate, amount }) => {
      const signed = direction === 'IN' ? amount : amount.negated();
      const figure = language === 'fr' ? signed.amount.replace('.', ',') : signed.amount;
      const told = [word(direction), word(kind), text(reference), number === null ? '' : String(number), text(name)];
      return [month ?? word('beyond'), dueOn ?? '', ...told, word(state), String(daysLate), figure, amount.currency];
    }),
  ];
}
