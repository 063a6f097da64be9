import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { type StatementEntry, StatementRefused } from './statement';

/** Opening + entries = closing. Positive when the bank states more than its entries add up to. */
export function statedDifference(opening: Money, entries: Money, closing: Money): Money {
  return closing.minus(opening.plus(entries));
}

export function doesNotBalance(account: string, number: string, expected: Money, stated: Money): StatementRefused {
  const difference = stated.minus(expected);
  return new StatementRefused(
    'STATEMENT_DOES_NOT_BALANCE',
    'The statement does not balance',
    `Statement ${number} of ${account}: opening and entries give ${expected}, it closes at ${stated}.`,
    { account, number, expected, stated, difference },
  );
}

/** Which balance of which day doesn't join what is stored. */
export function gap(
  account: string,
  number: string,
  day: Day,
  at: 'opening' | 'closing',
  expected: Money,
  stated: Money,
): StatementRefused {
  const difference = stated.minus(expected);
  return new StatementRefused(
    'STATEMENT_GAP',
    'The statement does not join the earlier ones',
    `Statement ${number} of ${account}: at ${at} (${day}) it says ${stated} where ${expected} is stored.`,
    { account, number, day, at, expected, stated, difference },
  );
}

/** What makes two entries of different files the same movement. Numbers that only hold within one file are left out. */
export function contentOf(entry: StatementEntry): string {
  const lines = entry.details.map(({ amount, counterparty, references, remittance }) => [
    amount?.amount ?? '',
    counterparty ?? '',
    references.endToEndId ?? '',
    plain(remittance),
  ]);
  return JSON.stringify([
    entry.bookingDate,
    entry.valueDate,
    entry.amount.amount,
    entry.amount.currency,
    entry.reversal,
    entry.references.accountServicer ?? '',
    entry.references.endToEndId ?? '',
    entry.references.structured ?? '',
    entry.counterparty ?? '',
    plain(entry.remittance),
    lines,
  ]);
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `0042` follows `0041`; numbers that aren't digits tell nothing. */
export function numbersMissing(previous: string | null, next: string): boolean {
  if (previous === null || !/^\d{1,15}$/.test(previous) || !/^\d{1,15}$/.test(next)) return false;
  return Number(next) > Number(previous) + 1;
}
