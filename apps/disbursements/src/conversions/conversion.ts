import type { Day } from '@abonde/calendar';
import type { ProjectState } from '@abonde/contracts';
import { Money, type MoneyJson, PEGS, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { endedStates } from '../projects/life-cycle';
import type { StatedRate } from '../projects/budget';
import type { TrancheStatus } from '../tranches/tranche';

/** What the city's bank gave in local currency for a tranche, from its advice: kept, never reckoned again. */
export interface Conversion {
  local: MoneyJson;
  on: Day;
  /** The bank's advice, in words. */
  source: string;
  /** Id of the document that shows it. */
  document: string | null;
}

interface ConversionFacts {
  tranche: string;
  status: TrancheStatus;
  projectState: ProjectState;
  paidOn: Day | null;
  localCurrency: string | undefined;
  /** Whether expenses in local currency were shown already. */
  used: boolean;
  today: Day;
}

/**
 * @throws {Violation} TRANCHE_NOT_PAID, CONVERSION_USED, CONVERSION_CURRENCY, CONVERSION_NOT_POSITIVE, CONVERSION_DATE,
 * each with its field
 */
export function checkConversion({ local, on }: Conversion, facts: ConversionFacts): void {
  const { tranche, status, projectState, paidOn, localCurrency, used, today } = facts;
  if (status !== 'PAID' || endedStates.includes(projectState))
    throw refusal(409, 'TRANCHE_NOT_PAID', `${tranche} is ${status}, its project ${projectState}`, { status });
  if (used) throw refusal(409, 'CONVERSION_USED', `Expenses of ${tranche} were valued with it already`, {});
  if (localCurrency === undefined || localCurrency === 'EUR' || local.currency !== localCurrency)
    throw refusal(
      422,
      'CONVERSION_CURRENCY',
      `${tranche} is not used in ${local.currency}: its project’s local currency is ${localCurrency ?? 'not said'}`,
      { field: 'local', currency: local.currency, expected: localCurrency ?? null },
    );
  if (!Money.of(local).isPositive())
    throw refusal(422, 'CONVERSION_NOT_POSITIVE', `${local.amount} ${local.currency} is nothing`, { field: 'local' });
  if (on > today || (paidOn !== null && on < paidOn))
    throw refusal(422, 'CONVERSION_DATE', `${tranche} was paid on ${paidOn}, it is ${today}; not ${on}`, {
      field: 'on',
      paidOn,
      today,
    });
}

/** How a tranche's euros became local money: units of the local currency for one euro, exactly. */
export interface LocalRate {
  currency: string;
  localPerEuro: Rational;
  source: string;
  date: Day;
}

/** The conversion's own rate, else the fixed parity; null where nobody said yet what the city's bank gave. */
export function localRate(
  {
    split,
    conversion,
    paidOn,
  }: { split: readonly { amount: Money }[]; conversion: Conversion | null; paidOn: Day | null },
  localCurrency: string | undefined,
): LocalRate | null {
  if (localCurrency === undefined) return null;
  if (conversion) {
    const paid = Money.sum(split.map(({ amount }) => amount));
    const localPerEuro = Rational.parse(conversion.local.amount).over(Rational.parse(paid.amount));
    return { currency: localCurrency, localPerEuro, source: conversion.source, date: conversion.on };
  }
  const parity = PEGS.get(localCurrency);
  return parity ? { currency: localCurrency, localPerEuro: parity, source: 'Fixed parity', date: paidOn ?? '' } : null;
}

const RATE_DECIMALS = 10;

/** A rate to ten decimals, for people: amounts are reckoned with the exact one. */
export function statedOf({ localPerEuro, source, date }: LocalRate): StatedRate {
  const digits = localPerEuro
    .times(Rational.of(10n ** BigInt(RATE_DECIMALS)))
    .round()
    .toString()
    .padStart(RATE_DECIMALS + 1, '0');
  const decimal = `${digits.slice(0, -RATE_DECIMALS)}.${digits.slice(-RATE_DECIMALS)}`.replace(/\.?0+$/, '');
  return { localPerEuro: decimal, source, date };
}

function refusal(status: 409 | 422, code: string, detail: string, figures: Record<string, unknown>): Violation {
  return new Violation({ code, status, title: 'This conversion cannot be kept', detail, figures });
}
