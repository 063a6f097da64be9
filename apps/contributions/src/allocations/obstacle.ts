import { exclusion, exclusions, type Giver } from './eligibility';
import { allocationDay, caps, capOn, demandOf, type Given, type Limits, type Subsidy, sum } from './plan';
import { type Demand, split } from './split';

/** The rule that keeps free money from a project: one of the agreement's terms, the project's plan, or the Fund's ceiling. */
export const rules = [...exclusions, ...caps, 'FUND_CEILING', 'PLAN_SHARE'] as const;
export type Rule = (typeof rules)[number];

/** Money that is free and does not serve a project that waits. */
export interface Obstacle {
  giver: Giver;
  rule: Rule;
  /** Minor units of EUR that the rule keeps away. */
  amount: bigint;
}

/** What keeps free money from a project, agreement by agreement, in the order of their codes. */
export function obstaclesTo(
  subsidy: Subsidy,
  given: readonly Given[],
  limits: Limits,
  free: ReadonlyMap<string, bigint>,
): Obstacle[] {
  const demand = demandOf(subsidy, given, limits);
  const givers = [...limits.givers.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  return givers.flatMap((giver) => {
    const own = free.get(giver.code) ?? 0n;
    if (own <= 0n) return [];
    const why = exclusion(giver, subsidy, allocationDay(giver.code, subsidy, limits) ?? subsidy.sessionDate);
    if (why !== null) return [{ giver, rule: why, amount: own }];
    const useful = own < demand.missing ? own : demand.missing;
    const amount = useful - givable(demand, giver, own);
    return amount > 0n ? [{ giver, rule: bindingRule(demand, giver, subsidy, given), amount }] : [];
  });
}

/** What one agreement could give if it were asked alone. */
function givable(demand: Demand, { code, countsAs }: Giver, free: bigint): bigint {
  return sum(split([demand], [{ agreement: code, countsAs, free }]).get(demand.project) ?? []);
}

/** The narrowest limit: the agreement's own cap, the Fund's ceiling, else its line of the financing plan. */
function bindingRule(demand: Demand, giver: Giver, subsidy: Subsidy, given: readonly Given[]): Rule {
  const { code, countsAs } = giver;
  const inPlan = sum(
    [...demand.sources, ...demand.citySources]
      .filter(({ agreements }) => agreements.includes(code))
      .map(({ room: amount }) => ({ amount })),
  );
  const ceiling = countsAs === 'CITY' ? null : demand.fundRoom;
  const capped = capOn(giver, subsidy, given);
  if (capped !== null && capped.room <= inPlan && (ceiling === null || capped.room <= ceiling)) return capped.cap;
  return ceiling !== null && ceiling < inPlan ? 'FUND_CEILING' : 'PLAN_SHARE';
}
