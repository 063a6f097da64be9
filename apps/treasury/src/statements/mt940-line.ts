import type { Day } from '@abonde/calendar';
import { isCurrency, type Money } from '@abonde/money';
import { malformed } from './statement';
import { dayOfParts, decimalAmount, fullYear, givenReference, nearestDay, type ReadDay } from './text-fields';

/** A `:60:` or `:62:`. */
export interface Mt940Balance {
  amount: Money;
  day: Day;
}

/** A `:61:`. */
export interface StatementLine {
  valueDate: ReadDay;
  bookingDate: ReadDay;
  /** Signed. */
  amount: Money;
  reversal: boolean;
  transactionCode: string;
  ownReference: string | null;
  bankReference: string | null;
}

const balancePattern = /^([CD])(\d\d)(\d\d)(\d\d)([A-Z]{3})?([\d., ]{1,24})$/;

/** `C260131EUR1234,56`; some banks leave the currency of a closing balance to the opening one. @throws {StatementRefused} */
export function balanceOf(text: string, currency: string | null, where: string): Mt940Balance {
  const [, sign, year, month, day, written, amount = ''] = balancePattern.exec(text.trim()) ?? [];
  const its = written ?? currency;
  if (!sign || !its) throw malformed(`${shown(text)} is not a balance`, where);
  if (!isCurrency(its)) throw malformed(`${its} is not a currency`, where);
  const unsigned = amountOf(amount, its, where);
  return {
    amount: sign === 'D' ? unsigned.negated() : unsigned,
    day: dayOfParts(fullYear(Number(year)), Number(month), Number(day), where).day,
  };
}

const linePattern =
  /^(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d))?(RC|RD|C|D)([A-Z])?(\d{1,15}(?:[.,]\d{0,5})?)([NFS].{0,3})(.*)$/;

/**
 * `2601310131C1250,00NTRFREF//BANK`: value date, booking date without its year, direction, amount, code, references. A third
 * letter of the currency may stand before the amount. RC undoes a credit: it takes money; RD undoes a debit.
 * @throws {StatementRefused}
 */
export function statementLine(text: string, currency: string, where: string): StatementLine {
  const found = linePattern.exec(text.trim());
  if (!found) throw malformed(`${shown(text)} is not a statement line`, where);
  const [, year, month, day, entryMonth, entryDay, mark = '', , amount = '', code = '', references = ''] = found;
  const valueDate = dayOfParts(fullYear(Number(year)), Number(month), Number(day), where);
  const bookingDate = entryMonth
    ? nearestDay(Number(entryMonth), Number(entryDay), valueDate.day, where)
    : { ...valueDate, clamped: false };
  const unsigned = amountOf(amount, currency, where);
  const [own = '', ...bank] = references.split('//');
  return {
    valueDate,
    bookingDate,
    amount: mark === 'D' || mark === 'RC' ? unsigned.negated() : unsigned,
    reversal: mark.startsWith('R'),
    transactionCode: code.trim(),
    ownReference: givenReference(own),
    bankReference: givenReference(bank.join('//')),
  };
}

/** The decimal sign of MT940 is a comma; a point is what some exports make of it. */
function amountOf(text: string, currency: string, where: string): Money {
  const digits = text.replace(/ /g, '');
  return decimalAmount(digits, digits.includes(',') ? ',' : '.', currency, where);
}

function shown(text: string): string {
  return text.trim().slice(0, 60) || 'An empty text';
}
