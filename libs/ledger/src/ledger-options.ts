import type { Book } from '@abonde/contracts';
import type { Chart } from './chart';

export interface LedgerOptions {
  book: Book;
  chart: Chart;
}

export const LEDGER_OPTIONS = Symbol('LEDGER_OPTIONS');

/** Called after the journal committed transactions of its own, for whoever seals them. */
export const POSTED = Symbol('POSTED');
