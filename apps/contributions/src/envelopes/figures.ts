import { Money, type MoneyJson } from '@abonde/money';
import { GENERAL } from '../donors/donor';
import { entriesLink } from './entries';
import type { MovementCause } from './movement';

/** What an agreement's money was promised, did and is free to do; EUR except what was pledged and called. */
export const figureNames = [
  'pledged',
  'called',
  'received',
  'reserved',
  'allocated',
  'disbursed',
  'justified',
  'refunded',
  'free',
] as const;
export type FigureName = (typeof figureNames)[number];

export interface LinkedFigure {
  value: MoneyJson;
  /** Lists the entries whose sum is the value, sign included. */
  entries: string;
}
export type EnvelopeFigures = Record<FigureName, LinkedFigure>;

/** Sums behind the figures of one agreement; minor units of EUR unless said. */
export interface Sums {
  /** In the agreement's currency. */
  pledged: bigint;
  /** In the agreement's currency. */
  called: bigint;
  moved: Partial<Record<MovementCause, bigint>>;
  reserved: bigint;
  disbursed: bigint;
  justified: bigint;
  refunded: bigint;
  free: bigint;
  /** Taken back by the bank beyond what was free. */
  takenBeyond: bigint;
}

type Filter = Record<string, string>;

const credit = { side: 'credit' };

/** Entries that each figure is the sum of, as the consolidated ledger filters them. */
const entriesFor: Record<FigureName, (agreement: string) => Filter> = {
  pledged: (code) => ({ account: `pledge:${code}`, flow: 'pledged' }),
  called: (code) => ({ account: `receivable:${code}`, flow: 'called' }),
  received: (code) => ({
    account: `fund:envelope:${code},fund:shortfall:${code}`,
    flow: code === GENERAL ? 'own-received,own-opening,received' : 'received,applied,opening',
    ...credit,
  }),
  reserved: () => ({ account: 'fund:reserved:*', ...credit }),
  allocated: () => ({ account: 'fund:transfer:disbursements', ...credit }),
  disbursed: () => ({ book: 'disbursements', account: 'fund:money', flow: 'paid', ...credit }),
  justified: () => ({ book: 'disbursements', account: 'fund:advanced:*', flow: 'justified', ...credit }),
  refunded: (code) => ({ account: `fund:due-to-donor:${code}`, flow: 'refunded' }),
  free: (code) => ({ account: `fund:envelope:${code}`, ...credit }),
};

/**
 * Received: what donors paid and what stood in the opening balances, gross of fees, less what the bank took back.
 * Allocated: net of releases. Disbursed: net of what the bank returned. Refunded: sent back to the donor, interest owed to
 * it included.
 */
function valuesOf({ pledged, called, moved, takenBeyond, ...sums }: Sums): Record<FigureName, bigint> {
  const total = (...causes: MovementCause[]) => causes.reduce((sum, cause) => sum + (moved[cause] ?? 0n), 0n);
  return {
    ...sums,
    pledged,
    called,
    received: total('RECEIVED', 'RETURNED', 'OPENING') - takenBeyond,
    allocated: -total('ALLOCATED', 'RELEASED'),
  };
}

/** The figures of an agreement, each with the link to its entries. */
export function envelopeFigures({ code, currency }: { code: string; currency: string }, sums: Sums): EnvelopeFigures {
  const values = valuesOf(sums);
  const inOwnCurrency: readonly FigureName[] = ['pledged', 'called'];
  const figure = (name: FigureName): LinkedFigure => ({
    value: Money.minor(values[name], inOwnCurrency.includes(name) ? currency : 'EUR').toJSON(),
    entries: entriesLink({ ...entriesFor[name](code), agreement: code }),
  });
  return Object.fromEntries(figureNames.map((name) => [name, figure(name)])) as EnvelopeFigures;
}
