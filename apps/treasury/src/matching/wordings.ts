import type { Candidate } from './suggestions';

export const wordsOfInterest = /\b(INTERETS?|INTEREST|AGIOS?|REMUNERATION|ZINSEN)\b/;
const wordsOfCharges = /\b(FRAIS|COMMISSIONS?|COTISATION|FEES?|CHARGES?|TENUE DE COMPTE)\b/;
const wordsOfExchange = /\b(CHANGE|FOREX|FX)\b/;

const classification = {
  kind: 'classification' as const,
  amount: null,
  reference: null,
  dueOn: null,
  aliases: [],
  payer: null,
};

/** What the wording of a bank alone may say. */
export function wordedClassifications({ amount_minor }: { amount_minor: string }): (Candidate & { label: string })[] {
  const charge = { ...classification, id: 'CHARGE', label: 'CHARGE', wording: wordsOfCharges };
  const exchange = { ...classification, id: 'EXCHANGE', label: 'EXCHANGE', wording: wordsOfExchange };
  return amount_minor.startsWith('-') ? [charge, exchange] : [exchange];
}
