import type { Book } from '@abonde/contracts';
import type { Chart } from './chart';

export interface LedgerOptions {
  book: Book;
  chart: Chart;
}

export const LEDGER_OPTIONS = Symbol('LEDGER_OPTIONS');
