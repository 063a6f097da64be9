import { Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { type Indicator, type Measure, numberOf } from './framework';

/** One group of the people or things counted. */
export interface Group {
  sex: 'FEMALE' | 'MALE' | 'OTHER' | null;
  age: string | null;
  vulnerability: string | null;
  /** Whole number. */
  count: string;
}

/** What was measured of an indicator over a period. Counts are whole numbers, as text of any length. */
export interface Actual {
  indicator: string;
  /** Counted; the part of a percentage. Null for a qualitative one. */
  numerator: string | null;
  /** The whole that a percentage is a part of. */
  denominator: string | null;
  groups: Group[];
  comment: string | null;
}

/**
 * @throws {Violation} UNKNOWN_INDICATOR, MEASURED_TWICE, NUMBER_MISSING, DENOMINATOR_MISSING, PART_ABOVE_WHOLE,
 * GROUPS_DO_NOT_ADD_UP, GROUPS_MISSING, COMMENT_MISSING, each with the indicator and the field
 */
export function checkActuals(actuals: readonly Actual[], indicators: readonly Indicator[]): void {
  const seen = new Set<string>();
  for (const [at, actual] of actuals.entries()) {
    const indicator = indicators.find(({ key }) => key === actual.indicator);
    if (!indicator)
      throw refused(at, actual, 'UNKNOWN_INDICATOR', 'indicator', 'is not an indicator of the project’s framework');
    if (seen.has(actual.indicator)) throw refused(at, actual, 'MEASURED_TWICE', 'indicator', 'is measured twice');
    seen.add(actual.indicator);
    checkActual(at, actual, indicator);
  }
}

function checkActual(at: number, actual: Actual, { measure, disaggregated }: Indicator): void {
  if (measure === 'QUALITATIVE') {
    if (actual.comment?.trim()) return;
    throw refused(at, actual, 'COMMENT_MISSING', 'comment', 'is told in words');
  }
  if (actual.numerator === null) throw refused(at, actual, 'NUMBER_MISSING', 'numerator', 'has no number');
  if (measure === 'PERCENT') checkPart(at, actual);
  const sum = actual.groups.reduce((total, { count }) => total + BigInt(count), 0n);
  if (actual.groups.length > 0 && sum !== BigInt(actual.numerator))
    throw refused(at, actual, 'GROUPS_DO_NOT_ADD_UP', 'groups', `counts ${actual.numerator}, its groups ${sum}`);
  if (disaggregated && actual.groups.length === 0)
    throw refused(at, actual, 'GROUPS_MISSING', 'groups', 'is told apart by sex, age or vulnerability');
}

function checkPart(at: number, actual: Actual): void {
  const { numerator, denominator } = actual;
  if (denominator === null || BigInt(denominator) === 0n)
    throw refused(at, actual, 'DENOMINATOR_MISSING', 'denominator', 'is a part of something: say of how many');
  if (BigInt(numerator ?? '0') > BigInt(denominator))
    throw refused(at, actual, 'PART_ABOVE_WHOLE', 'denominator', `counts ${numerator} of ${denominator}`);
}

function refused(at: number, { indicator }: Actual, code: string, field: string, why: string): Violation {
  return new Violation({
    code,
    status: 422,
    title: 'A measurement is not valid',
    detail: `${indicator} ${why}`,
    figures: { indicator, field: `actuals.${at}.${field}` },
  });
}

/** Measurements over several periods or projects as one. */
export interface Aggregate {
  numerator: string;
  denominator: string | null;
  /** Of a percentage, with two decimals, half up; null where nothing was measured. */
  percent: string | null;
  groups: Group[];
}

/**
 * Counts add up; a percentage is the sum of its parts over the sum of its wholes, never a mean of percentages, which would
 * weigh a hamlet like a capital.
 */
export function aggregate(actuals: readonly Actual[], measure: Measure): Aggregate | null {
  const counted = actuals.filter(({ numerator }) => numerator !== null);
  if (measure === 'QUALITATIVE' || counted.length === 0) return null;
  const numerator = sum(counted.map((actual) => actual.numerator));
  const denominator = measure === 'PERCENT' ? sum(counted.map((actual) => actual.denominator)) : null;
  return {
    numerator: String(numerator),
    denominator: denominator === null ? null : String(denominator),
    percent: denominator ? hundredths(Rational.of(numerator * 100n).over(Rational.of(denominator))) : null,
    groups: together(counted.flatMap(({ groups }) => groups)),
  };
}

function sum(numbers: readonly (string | null)[]): bigint {
  return numbers.reduce((total, number) => total + BigInt(number ?? '0'), 0n);
}

function together(groups: readonly Group[]): Group[] {
  const byKind = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify([group.sex, group.age, group.vulnerability]);
    const before = byKind.get(key);
    byKind.set(key, { ...group, count: String(BigInt(before?.count ?? '0') + BigInt(group.count)) });
  }
  return [...byKind.values()];
}

/** How far the target is reached from the baseline, in percent with two decimals; null where either is said in words. */
export function achievement(
  { measure, baseline, target }: Pick<Indicator, 'measure' | 'baseline' | 'target'>,
  reached: Aggregate | null,
): string | null {
  const [from, to] = [numberOf(baseline), numberOf(target)];
  if (!reached || !from || !to || to.compare(from) === 0) return null;
  const at =
    measure === 'PERCENT' ? Rational.parse(reached.percent ?? '0') : from.plus(Rational.parse(reached.numerator));
  return hundredths(at.minus(from).times(Rational.of(100n)).over(to.minus(from)));
}

/** Euros for each one counted, rounded half up to the cent; null where nothing was counted. */
export function costOf(one: Aggregate | null, spent: Money): Money | null {
  if (!one || BigInt(one.numerator) === 0n || one.denominator !== null) return null;
  return Money.minor(Rational.of(spent.minor, BigInt(one.numerator)).round(), spent.currency);
}

function hundredths(value: Rational): string {
  const minor = value.times(Rational.of(100n)).round();
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
