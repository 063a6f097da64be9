import { decimalsOf } from '../../../money/minor';
import { minorOf } from '../../../money/format';
import type { Dossier } from '../projects-api';
import { converted } from './local-amount';

type Lines = NonNullable<Dossier['budgetLines']>;

/** A line of a budget while it is being written: decimal strings, empty until something is said. */
export interface BudgetRow {
  label: string;
  amount: string;
  local: string;
}

export function writtenLines(lines: Lines | undefined): BudgetRow[] {
  return (lines ?? []).map(({ label, amount, local }) => ({
    label,
    amount: amount.amount,
    local: local?.amount ?? '',
  }));
}

/** The line with what its euros are in local currency, at so many units for one euro. */
export function reckoned(row: BudgetRow, currency: string, rate: string | undefined): BudgetRow {
  if (currency === '' || currency === 'EUR') return { ...row, local: '' };
  return { ...row, local: converted(row.amount, rate, { from: 2, to: decimalsOf(currency) }) ?? '' };
}

/** Cents of all lines. */
export function budgetTotal(rows: readonly BudgetRow[]): bigint {
  return rows.reduce((sum, { amount }) => sum + minorOf(amount || '0'), 0n);
}

/** Lines that say what and how much; what is half written waits. */
export function linesOf(rows: readonly BudgetRow[], currency: string): Lines {
  return rows
    .filter(({ label, amount }) => label.trim() !== '' && amount !== '')
    .map(({ label, amount, local }) => ({
      label: label.trim(),
      amount: { amount, currency: 'EUR' },
      ...(local !== '' && currency !== '' && currency !== 'EUR' && { local: { amount: local, currency } }),
    }));
}
