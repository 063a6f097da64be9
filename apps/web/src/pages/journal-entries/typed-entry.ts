import { type Amount, minorOf, euros } from '../../money/format';
import type { NewEntry } from './journal-api';

/** A line as it is typed: its amount stands in one of two columns. */
export interface TypedLine {
  account: string;
  currency: string;
  debit: string;
  credit: string;
  /** Value in euros of a foreign amount. */
  eur: string;
  /** What the account asks each line to be about. */
  requires: readonly string[];
  dimensions: Readonly<Record<string, string>>;
}

export interface TypedEntry {
  effectiveDate: string;
  reason: string;
  reference: string;
  lines: readonly TypedLine[];
}

export const emptyLine: TypedLine = {
  account: '',
  currency: 'EUR',
  debit: '',
  credit: '',
  eur: '',
  requires: [],
  dimensions: {},
};

export const emptyEntry: TypedEntry = { effectiveDate: '', reason: '', reference: '', lines: [emptyLine, emptyLine] };

/** Debits less credits, in euros: zero where the entry balances. */
export function differenceOf(lines: readonly TypedLine[]): Amount {
  return euros(lines.reduce((sum, line) => sum + minorOf(euroOf(line)), 0n));
}

/** Why it can't be prepared yet. */
export function gapIn({ reason, lines }: TypedEntry): 'incomplete' | 'unbalanced' | undefined {
  const whole = ({ account, debit, credit, currency, eur }: TypedLine) =>
    account.trim() !== '' && (debit !== '') !== (credit !== '') && (currency === 'EUR' || eur !== '');
  if (reason.trim() === '' || lines.length < 2 || !lines.every(whole)) return 'incomplete';
  return minorOf(differenceOf(lines).amount) === 0n ? undefined : 'unbalanced';
}

export function entryOf({ effectiveDate, reason, reference, lines }: TypedEntry): NewEntry {
  return {
    ...(effectiveDate && { effectiveDate }),
    reason: reason.trim(),
    ...(reference.trim() && { reference: reference.trim() }),
    postings: lines.map((line) => ({
      account: line.account.trim(),
      amount: line.debit || `-${line.credit}`,
      currency: line.currency,
      ...(line.currency !== 'EUR' && { eur: euroOf(line) }),
      dimensions: Object.fromEntries(
        Object.entries(line.dimensions)
          .map(([name, code]) => [name, code.trim()])
          .filter(([, code]) => code !== ''),
      ),
    })),
  };
}

function euroOf({ debit, credit, currency, eur }: TypedLine): string {
  if (currency === 'EUR') return debit || (credit && `-${credit}`) || '0';
  return debit ? eur || '0' : `-${eur || '0'}`;
}
