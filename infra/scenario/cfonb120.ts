import { addDays, type Day } from '@abonde/calendar';
import { decimalsOf, type Money } from '@abonde/money';
import type { BankEntry, Statement } from './bank';
import type { AccountIdentity, Quoted } from './camt053';
import { plain } from './mt940';

const length = 120;
const positive = '{ABCDEFGHI';
const negative = '}JKLMNOPQR';

/** Place of a text in a record: its first column, counted from 1. */
type Cell = [from: number, text: string];

/** Writes a statement as the bank would send it: CFONB 120, records without ends of line. */
export function cfonb120(
  account: AccountIdentity,
  statement: Statement,
  quotedBy: (entry: BankEntry) => Quoted,
): string {
  return [
    record('01', account, addDays(statement.from, -1), [[91, overpunched(statement.opening)]]),
    ...statement.entries.flatMap((entry, at) => movement(account, entry, at + 1, quotedBy(entry))),
    record('07', account, statement.to, [[91, overpunched(statement.closing)]]),
  ].join('');
}

function movement(
  account: AccountIdentity,
  entry: BankEntry,
  number: number,
  { reference = '', endToEndId }: Quoted,
): string[] {
  const { amount, bookedOn, valueOn, counterparty, remittance } = entry;
  const text = plain(remittance.replace('{reference}', reference).trim()).toUpperCase();
  const supplement = (qualifier: string, said: string): string =>
    record('05', account, bookedOn, [
      [46, qualifier],
      [49, plain(said).slice(0, 70)],
    ]);
  return [
    record('04', account, bookedOn, [
      [33, amount.isNegative() ? '08' : '18'],
      [43, short(valueOn)],
      [49, text.slice(0, 31)],
      [82, String(number).padStart(7, '0')],
      [91, overpunched(amount)],
    ]),
    ...(text.length > 31 ? [supplement('LIB', text.slice(31))] : []),
    supplement('NPY', counterparty),
    ...(endToEndId ? [supplement('RCN', endToEndId)] : []),
  ];
}

function record(code: string, { iban, currency }: AccountIdentity, day: Day, cells: readonly Cell[]): string {
  const rib = iban.slice(4);
  const letters = Array.from({ length }, () => ' ');
  const all: Cell[] = [
    [1, code],
    [3, rib.slice(0, 5)],
    [12, rib.slice(5, 10)],
    [17, `${currency}${decimalsOf(currency)}`],
    [22, rib.slice(10, 21)],
    [35, short(day)],
    ...cells,
  ];
  for (const [from, text] of all) letters.splice(from - 1, text.length, ...text);
  return letters.join('').slice(0, length);
}

/** The last digit carries the sign. */
function overpunched({ minor }: Money): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(14, '0');
  return digits.slice(0, 13) + ((minor < 0n ? negative : positive)[Number(digits.at(-1))] ?? '');
}

function short(day: Day): string {
  return `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`;
}
