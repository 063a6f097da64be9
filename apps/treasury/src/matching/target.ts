import type { Money } from '@abonde/money';

export const targetKinds = [
  'instalment',
  'donation',
  'unapplied',
  'payment-order',
  'recovery',
  'refund',
  'interest',
  'internal-transfer',
  'classification',
] as const;
export type TargetKind = (typeof targetKinds)[number];

export const classifications = ['CHARGE', 'EXCHANGE', 'OTHER'] as const;
export type Classification = (typeof classifications)[number];

/** What an entry is explained by. A positive amount goes the way of the entry; only a classification may go the other way. */
export interface Target {
  kind: TargetKind;
  /** Instalment, order, recovery or match id; code of an agreement, a donor, a placement or an account; a classification. */
  id: string;
  amount: Money;
}

const receipts: readonly TargetKind[] = ['instalment', 'donation', 'unapplied'];

/** Money for contributions: all such targets of a match cross to it together. */
export function isReceipt({ kind }: Pick<Target, 'kind'>): boolean {
  return receipts.includes(kind);
}

/** A rule of matching that wasn't respected. */
export class MatchRefused extends Error {
  constructor(
    readonly code: string,
    readonly status: 404 | 409 | 422,
    readonly title: string,
    detail: string,
    readonly figures: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'MatchRefused';
  }
}
