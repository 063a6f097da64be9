import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import type { BankEntry, Statement } from './bank';
import { type AccountIdentity, type Quoted, sequenceOf } from './camt053';

const lineLength = 65;

/** Writes a statement as the bank would send it: MT940, with codewords in the information to the account's owner. */
export function mt940(account: AccountIdentity, statement: Statement, quotedBy: (entry: BankEntry) => Quoted): string {
  const number = sequenceOf(statement);
  return [
    `:20:DEMO${statement.month.replace('-', '')}`,
    `:25:${account.iban}`,
    `:28C:${number.padStart(5, '0')}/001`,
    `:60F:${balance(statement.opening, statement.from)}`,
    ...statement.entries.flatMap((entry, at) =>
      movement(entry, `${number}${String(at + 1).padStart(4, '0')}`, quotedBy(entry)),
    ),
    `:62F:${balance(statement.closing, statement.to)}`,
    '-',
    '',
  ].join('\r\n');
}

function movement(entry: BankEntry, reference: string, { reference: quoted = '', endToEndId }: Quoted): string[] {
  const { amount, bookedOn, valueOn, counterparty, remittance } = entry;
  const mark = amount.isNegative() ? 'D' : 'C';
  const line = `:61:${short(valueOn)}${short(bookedOn).slice(2)}${mark}${digits(amount)}NTRFNONREF//BNK${reference}`;
  const text = `/EREF/${endToEndId ?? 'NOTPROVIDED'}/NAME/${counterparty}/REMI/${remittance.replace('{reference}', quoted).trim()}`;
  return [line, ...wrapped(`:86:${plain(text)}`)];
}

/** The first line has its tag besides; none begins with what begins a field or ends a message. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += lines.at(-1)?.length ?? 1) {
    let end = at + (at === 0 ? lineLength + 4 : lineLength);
    while (end > at + 1 && /[:-]/.test(text[end] ?? '')) end -= 1;
    lines.push(text.slice(at, end));
  }
  return lines;
}

function balance(amount: Money, day: Day): string {
  return `${amount.isNegative() ? 'D' : 'C'}${short(day)}${amount.currency}${digits(amount)}`;
}

/** A comma always, digits after it where the currency has some. */
function digits(amount: Money): string {
  const [whole = '0', decimals = ''] = amount.abs().amount.split('.');
  return `${whole},${decimals}`;
}

function short(day: Day): string {
  return day.slice(2).replaceAll('-', '');
}

/** SWIFT's letters have no accents, and few signs. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9/?:().,'+-]+/g, ' ');
}
