import { addDays, endOfMonth, epochDay, isTargetDay, quarterEnd, type Day } from '@abonde/calendar';
import { largestRemainder, Rational } from '@abonde/money';
import type { Terms } from './accrual';
import { measureOf } from './day-count';
import { keyOf, type Line, type Unit } from './pool';
import type { Movement, ToldFacts } from './pool.testing';
import type { Rate } from './rates';
import type { Steps } from './timeline';

type Amounts = Map<string, Rational>;

/** The rule as it is told, one day after the other in exact fractions, with none of the engine's shortcuts. */
export function dayByDay(facts: ToldFacts, terms: Terms, from: Day, through: Day): Map<string, bigint> {
  const days: Day[] = [];
  for (let on = from; on <= through; on = addDays(on, 1))
    if (on >= terms.openedOn && (terms.maturesOn === null || on < terms.maturesOn)) days.push(on);
  const percent = (on: Day) => Rational.parse(latest(terms.rates, on)?.rate ?? '0');
  const positive = (on: Day) => (percent(on).compare(Rational.ZERO) > 0 ? percent(on) : Rational.ZERO);
  const bearing = (on: Day) => new Map([['', Rational.of(bearingOn(facts, terms, on))]]);
  if (terms.rates.every(({ tiers = [] }) => tiers.length === 0)) {
    const earned = sumOf(gathered(days, terms, positive, bearing));
    const whole = sumOf(gathered(days, terms, percent, bearing));
    const shared = gathered(days, terms, positive, (on) => held(facts, on));
    return share(whole.round(), whole.minus(earned).round(), shared, chargeKey(terms, through));
  }
  const counts = (on: Day) => Rational.of(earnsAnything(latest(terms.rates, on)) ? 1n : 0n);
  const inAll = (on: Day) => new Map([['', inTiers(bearingOn(facts, terms, on), latest(terms.rates, on))]]);
  const whole = sumOf(gathered(days, terms, () => Rational.of(1n), inAll));
  return share(
    whole.round(),
    0n,
    gathered(days, terms, counts, (on) => held(facts, on)),
    '',
  );
}

/** Who bears the days at a negative rate. */
function chargeKey({ charges }: Terms, through: Day): string {
  return latest(charges, through)?.bearer === 'EMERGENCY_FUND'
    ? '//EMERGENCY_FUND/charge'
    : '/AIMF-GENERAL/GENERAL/charge';
}

function share(total: bigint, charge: bigint, shared: Amounts, chargedTo: string): Map<string, bigint> {
  const weights = [...shared].filter(([, weight]) => !weight.isZero()).map(([key, weight]) => ({ key, weight }));
  const parts =
    weights.length === 0
      ? new Map([['/AIMF-GENERAL/GENERAL', total - charge]])
      : largestRemainder(total - charge, weights);
  if (charge !== 0n) parts.set(chargedTo, charge);
  return new Map([...parts].filter(([, minor]) => minor !== 0n));
}

/** What sums bear, and what that bears in turn once it has joined them. */
function gathered(
  days: readonly Day[],
  terms: Terms,
  percent: (on: Day) => Rational,
  sums: (on: Day) => Amounts,
): Amounts {
  const measure = measureOf(terms.dayCount, terms.maturesOn);
  const [credited, joined, pending]: [Amounts, Amounts, Amounts] = [new Map(), new Map(), new Map()];
  for (const on of days) {
    const ticks = measure.upTo(epochDay(on) + 1) - measure.upTo(epochDay(on));
    const rate = percent(on).times(Rational.of(ticks, measure.basis * 100n));
    for (const [key, amount] of [...sums(on), ...joined]) add(pending, key, amount.times(rate));
    if (joinsAfter(terms, on)) move(pending, joined);
    if (creditedAfter(terms, on)) {
      move(pending, credited);
      move(joined, credited);
    }
  }
  move(pending, credited);
  move(joined, credited);
  return credited;
}

function joinsAfter({ compounding }: Terms, on: Day): boolean {
  return compounding === 'DAILY' ? isTargetDay(addDays(on, 1)) : endsPeriod(compounding, on);
}

function creditedAfter({ capitalisation }: Terms, on: Day): boolean {
  return capitalisation === 'DAILY' || endsPeriod(capitalisation, on);
}

function endsPeriod(period: string, on: Day): boolean {
  if (period === 'MONTHLY') return on === endOfMonth(on);
  if (period === 'QUARTERLY') return on === quarterEnd(on);
  return period === 'YEARLY' && on.endsWith('-12-31');
}

/** Cents of each line that day. */
function held({ movements, clauses, projects }: ToldFacts, on: Day): Amounts {
  const amounts: Amounts = new Map();
  for (const unit of new Map(movements.map((moved) => [`${moved.project}/${moved.agreement}`, moved])).values()) {
    const balance = balanceOn(movements, unit, on);
    if (balance > 0n)
      add(
        amounts,
        keyOf({ ...unit, disposition: dispositionOn({ clauses, projects }, unit, on) }),
        Rational.of(balance),
      );
  }
  return amounts;
}

function bearingOn(facts: ToldFacts, { own, elsewhere }: Terms, on: Day): bigint {
  if (own !== null) return own.at(epochDay(on));
  const free = sumOf(held(facts, on)).round() - elsewhere.at(epochDay(on));
  return free > 0n ? free : 0n;
}

function balanceOn(movements: readonly Movement[], { project, agreement }: Unit, on: Day): bigint {
  return movements
    .filter((moved) => moved.project === project && moved.agreement === agreement && moved.day <= on)
    .reduce((sum, { minor }) => sum + minor, 0n);
}

function dispositionOn({ clauses, projects }: Omit<ToldFacts, 'movements'>, unit: Unit, on: Day): Line['disposition'] {
  if (unit.agreement === null) return 'OWN';
  const kind = latest(clauses.get(unit.agreement) ?? [], on)?.kind ?? 'EMERGENCY_FUND';
  if (kind !== 'EMERGENCY_FUND') return kind;
  const of = unit.project === null ? undefined : projects.get(unit.project);
  const holds = ({ days, values }: Steps<boolean>) => values[days.findLastIndex((day) => day <= epochDay(on))];
  return of && holds(of.inProgress) && holds(of.isAttributed) ? 'EMERGENCY_FUND' : 'GENERAL';
}

function inTiers(sum: bigint, rate: Rate | undefined): Rational {
  const brackets = [{ above: 0n, rate: rate?.rate ?? '0' }, ...(rate?.tiers ?? [])];
  return brackets.reduce((earned, bracket, index) => {
    const upTo = brackets[index + 1]?.above ?? sum;
    const within = (upTo < sum ? upTo : sum) - bracket.above;
    return within > 0n ? earned.plus(Rational.of(within).times(Rational.parse(bracket.rate))) : earned;
  }, Rational.ZERO);
}

function earnsAnything(rate: Rate | undefined): boolean {
  return [rate?.rate ?? '0', ...(rate?.tiers ?? []).map((tier) => tier.rate)].some((percent) => Number(percent) > 0);
}

function latest<T extends { from: string }>(dated: readonly T[], on: Day): T | undefined {
  return dated.filter(({ from }) => from <= on).at(-1);
}

function add(amounts: Amounts, key: string, amount: Rational): void {
  amounts.set(key, (amounts.get(key) ?? Rational.ZERO).plus(amount));
}

function move(from: Amounts, to: Amounts): void {
  for (const [key, amount] of from) add(to, key, amount);
  from.clear();
}

function sumOf(amounts: Amounts): Rational {
  return [...amounts.values()].reduce((sum, part) => sum.plus(part), Rational.ZERO);
}
