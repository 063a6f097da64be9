import { epochDay, type Day } from '@abonde/calendar';
import { Rational } from '@abonde/money';
import { shareOut, type Accrued, type Terms } from '../../apps/emergency-fund/src/accruals/accrual';
import { measureOf } from '../../apps/emergency-fund/src/accruals/day-count';
import { keyOf, type Line, type PoolFacts, type Unit } from '../../apps/emergency-fund/src/accruals/pool';

interface Account extends Unit {
  balance: bigint;
  disposition: Line['disposition'];
  weights: Map<Line['disposition'], bigint>;
}

/**
 * What a placement on call earned, one day after the other: each day's facts, then each sub-balance × the day's rate,
 * summed as whole numbers. The plainest loop there is, with nothing done twice.
 */
export function accrueDayByDay(facts: PoolFacts, terms: Terms, from: Day, through: Day): Accrued[] {
  const list = facts.units.map(({ project, agreement }): Account => ({
    project,
    agreement,
    balance: 0n,
    disposition: agreement === null ? 'OWN' : 'GENERAL',
    weights: new Map(),
  }));
  const ofProject = grouped(list, ({ project }) => project);
  const ofAgreement = grouped(list, ({ agreement }) => agreement);
  const running = new Map<string, { inProgress: boolean; isAttributed: boolean }>();
  const clause = new Map<string, Line['disposition']>();
  const settle = (account: Account): void => {
    const { project, agreement } = account;
    if (agreement === null) return;
    const kind = clause.get(agreement) ?? 'EMERGENCY_FUND';
    const state = project === null ? undefined : running.get(project);
    account.disposition =
      kind !== 'EMERGENCY_FUND' ? kind : state?.inProgress && state.isAttributed ? 'EMERGENCY_FUND' : 'GENERAL';
  };
  const agenda = new Map<number, (() => void)[]>();
  const first = epochDay(from);
  const plan = (day: number, happen: () => void): void => {
    const on = Math.max(first, day);
    const known = agenda.get(on);
    if (known) known.push(happen);
    else agenda.set(on, [happen]);
  };
  facts.units.forEach(({ held: { days, values } }, index) => {
    days.forEach((day, step) => plan(day, () => (list[index]!.balance = values[step]!)));
  });
  for (const [project, { inProgress, isAttributed }] of facts.projects) {
    const state = { inProgress: false, isAttributed: false };
    running.set(project, state);
    const change = (part: Partial<typeof state>) => () => {
      Object.assign(state, part);
      ofProject.get(project)?.forEach(settle);
    };
    inProgress.days.forEach((day, step) => plan(day, change({ inProgress: inProgress.values[step]! })));
    isAttributed.days.forEach((day, step) => plan(day, change({ isAttributed: isAttributed.values[step]! })));
  }
  for (const [agreement, clauses] of facts.clauses)
    for (const { from: day, kind } of clauses)
      plan(epochDay(day), () => {
        clause.set(agreement, kind);
        ofAgreement.get(agreement)?.forEach(settle);
      });
  let rate = 0n;
  for (const { from: day, rate: percent } of terms.rates)
    plan(epochDay(day), () => (rate = Rational.parse(percent).times(Rational.of(100n)).floor()));
  list.forEach(settle);

  const { upTo, basis } = measureOf(terms.dayCount, terms.maturesOn);
  let whole = 0n;
  for (let day = first; day <= epochDay(through); day += 1) {
    agenda.get(day)?.forEach((happen) => happen());
    const gained = rate * (upTo(day + 1) - upTo(day));
    for (const account of list) {
      if (account.balance <= 0n) continue;
      const weight = account.balance * gained;
      account.weights.set(account.disposition, (account.weights.get(account.disposition) ?? 0n) + weight);
      whole += weight;
    }
  }
  const lines = list.flatMap(({ project, agreement, weights }) =>
    [...weights].map(([disposition, weight]) => ({
      project,
      agreement,
      disposition,
      weight,
      key: keyOf({ project, agreement, disposition }),
    })),
  );
  return shareOut(Rational.of(whole, 10_000n * basis).round(), lines);
}

function grouped(list: readonly Account[], by: (account: Account) => string | null): Map<string, Account[]> {
  const groups = new Map<string, Account[]>();
  for (const account of list) {
    const key = by(account);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.push(account);
    else groups.set(key, [account]);
  }
  return groups;
}
