import { type Amount, euros, minorOf } from '../../money/format';
import type { JournalEntry, Line } from './journal-api';

/** What a line is worth in the books: its amount where that is in euros. */
export function euroOf({ amount, currency, eur }: Line): Amount {
  return { amount: eur ?? (currency === 'EUR' ? amount : '0.00'), currency: 'EUR' };
}

export function isDebit(line: Line): boolean {
  return !line.amount.startsWith('-') && !euroOf(line).amount.startsWith('-');
}

/** A credit is told without its sign: its column says it. */
export function unsigned({ amount, currency }: Amount): Amount {
  return { amount: amount.replace(/^-/, ''), currency };
}

/** What the debits of an entry add up to, which its credits equal. */
export function debitsOf({ postings }: Pick<JournalEntry, 'postings'>): Amount {
  return euros(postings.filter(isDebit).reduce((sum, line) => sum + minorOf(euroOf(line).amount), 0n));
}
