import { addDays, type Day, isDay } from '@abonde/calendar';
import { decimalsOf, isCurrency, Money, Rational } from '@abonde/money';
import { malformed } from './statement';
import { plausible } from './text-fields';
import { find, firstText, textOf, type XmlNode } from './xml-node';

/** Unsigned amount of an `Amt` element; banks may write up to five decimals. @throws {StatementRefused} */
export function amountOf(node: XmlNode): Money {
  const currency = node.attributes['Ccy'] ?? '';
  const text = node.text.trim();
  if (!isCurrency(currency)) throw malformed(`${currency || 'An empty text'} is not a currency`, `${node.name}/@Ccy`);
  if (!/^\d{1,18}(\.\d{1,5})?$/.test(text)) throw malformed(`${text || 'An empty text'} is not an amount`, node.name);
  return plausible(exactly(text, currency, node.name), node.name);
}

/**
 * An amount told beside the booked one. Banks work some of them out to more decimals than the currency has; nothing is posted
 * from them, so they are rounded.
 * @throws {StatementRefused} when it is no amount
 */
export function toldAmountOf(node: XmlNode): Money {
  const currency = node.attributes['Ccy'] ?? '';
  const text = node.text.trim();
  if (!isCurrency(currency) || !/^\d{1,18}\.\d{1,5}$/.test(text)) return amountOf(node);
  const minor = Rational.parse(text)
    .times(Rational.of(10n ** BigInt(decimalsOf(currency))))
    .round();
  return plausible(Money.minor(minor, currency), node.name);
}

function exactly(text: string, currency: string, where: string): Money {
  try {
    return Money.of({ amount: text, currency });
  } catch {
    throw malformed(`${text} ${currency} has more decimals than its currency`, where);
  }
}

/** `CRDT` adds to the account, `DBIT` takes from it; an amount never carries its own sign. */
export function signed(amount: Money, indicator: string | null, where: string): Money {
  if (indicator === 'CRDT') return amount;
  if (indicator === 'DBIT') return amount.negated();
  throw malformed(`${indicator ?? 'An absent CdtDbtInd'} is neither CRDT nor DBIT`, where);
}

/** A day given as `Dt` or `DtTm`; the time of a bank's own clock is left out. */
export function dayOf(node: XmlNode | undefined): Day | null {
  const text = firstText(node, ['Dt'], ['DtTm']);
  return text === null ? null : checkedDay(text, node?.name ?? 'Dt');
}

/** @throws {StatementRefused} when the text doesn't begin with a day of the calendar */
function checkedDay(text: string, where: string): Day {
  const day = text.slice(0, 10);
  if (!isDay(day)) throw malformed(`${text} is not a day`, where);
  return day;
}

/** `FrToDt`: both ends included. An end at midnight of a later day means that this day isn't covered. */
export function periodOf(node: XmlNode | undefined): { from: Day | null; to: Day | null } {
  const from = textOf(node, 'FrDtTm') ?? textOf(node, 'FrDt');
  const to = textOf(node, 'ToDtTm') ?? textOf(node, 'ToDt');
  const first = from ? checkedDay(from, 'FrToDt') : null;
  const last = to ? checkedDay(to, 'FrToDt') : null;
  const untilMidnight = to !== null && /T00:00(:00(\.0+)?)?(Z|[+-]\d\d:\d\d)?$/.test(to);
  return { from: first, to: last && first && untilMidnight && last > first ? addDays(last, -1) : last };
}

export function accountIdentifier(node: XmlNode | undefined): string | null {
  return short(
    firstText(node, ['Id', 'IBAN'], ['Id', 'Othr', 'Id'], ['Id', 'PrtryAcct', 'Id'], ['Id', 'BBAN']),
    'Acct/Id',
  );
}

/** References and numbers have 35 characters at most in the standard, and some banks' 140. */
const longestReference = 256;

/** @throws {StatementRefused} when a reference or a number is as long as no bank's is */
export function short(text: string | null, where: string): string | null {
  if (text !== null && text.length > longestReference)
    throw malformed(`A reference has more than ${longestReference} characters`, where);
  return text;
}

/** Name of a party: directly below it in early versions, below `Pty` from version 08 on. */
export function partyName(parties: XmlNode | undefined, role: string): string | null {
  const party = find(parties, role);
  return firstText(party, ['Nm'], ['Pty', 'Nm'], ['Pty', 'Id', 'OrgId', 'Othr', 'Id'], ['Id', 'OrgId', 'Othr', 'Id']);
}
