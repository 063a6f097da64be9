import type { MoneyJson } from '@abonde/money';

export const causeKinds = [
  'AGREEMENT',
  'AGREEMENT_MONEY',
  'PROJECT_STATE',
  'PROJECT_ATTRIBUTED',
  'PROJECT_MONEY',
  'FUND_MONEY',
  'PLACEMENT',
  'STATEMENT',
  'RATE',
  'FIXINGS',
  'BREAK',
  'CHARGES',
  'CREDIT',
  'UNNAMED',
  'OTHER',
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** A fact that changes interest: for the journal in a sentence, for a reader by its kind and figures, in their language. */
export interface Cause {
  kind: CauseKind;
  text: string;
  figures: Readonly<Record<string, string | MoneyJson>>;
}
