import type { Day } from '@abonde/calendar';
import type { Instrument } from '@abonde/contracts';
import { largestRemainder, Money, Rational } from '@abonde/money';
import { GENERAL, OWN_RESOURCES } from '../donors/donor';
import { exclusion, type Giver, preference, type Receiver } from './eligibility';
import type { Demand, Source } from './split';

/** What was attributed to a project and how its plan shares it. Amounts in minor units of EUR. */
export interface Subsidy extends Receiver {
  /** Session of the Bureau that voted; null for a programme approved with its donors. */
  session: string | null;
  attributedTotal: bigint;
  planTotal: bigint;
  fundShare: bigint;
  cityShare: bigint;
  /** The Fund's lines of the financing plan: the donor each names, by code or name. */
  fundSources: { source: string; amount: bigint }[];
  /** Agreements a programme fixes with its donors; empty for a Bureau vote. */
  lines: { agreement: string; amount: bigint }[];
}

/** What an agreement gives a project already: confirmed, or reserved by an open proposal. */
export interface Given {
  agreement: string;
  amount: bigint;
}

export interface Limits {
  /** Day from which each agreement has money free; absent when it has none. */
  freeFrom: ReadonlyMap<string, Day>;
  givers: ReadonlyMap<string, Giver>;
}

const ceilingPercent = 80n;

/** Most the Fund may bear: 80 % of the plan for what the Bureau votes under the cooperation fund; null elsewhere. */
export function fundCeiling(subsidy: {
  instrument: Instrument;
  session: string | null;
  planTotal: bigint;
}): bigint | null {
  if (subsidy.instrument !== 'COOPERATION' || subsidy.session === null) return null;
  return (subsidy.planTotal * ceilingPercent) / 100n;
}

export const sum = (amounts: readonly { amount: bigint }[]) =>
  amounts.reduce((total, { amount }) => total + amount, 0n);

const givenBy = (given: readonly Given[], agreements: readonly string[]) =>
  sum(given.filter(({ agreement }) => agreements.includes(agreement)));

/** Each source's part of what is attributed so far, exactly in proportion to the plan. */
export function sourceParts({ attributedTotal, fundShare, fundSources }: Subsidy): bigint[] {
  const planned = sum(fundSources);
  if (planned === 0n || fundShare === 0n) return fundSources.map(() => 0n);
  const total = Rational.of(planned * attributedTotal, fundShare).round();
  const parts = largestRemainder(
    total,
    fundSources.map(({ amount }, index) => ({ key: String(index).padStart(4, '0'), weight: amount })),
  );
  return [...parts.values()];
}

function named(source: string, givers: readonly Giver[]): Giver[] {
  const wanted = source.trim().toLowerCase();
  if (wanted === OWN_RESOURCES.toLowerCase())
    return givers.filter(({ internal, code }) => internal || code === GENERAL);
  return givers.filter(({ donor, donorName }) => [donor.toLowerCase(), donorName.toLowerCase()].includes(wanted));
}

interface Group {
  name: string;
  part: bigint;
  members: Giver[];
}

/** Agreements by the limit they share. A source nobody has signed for is open to any eligible agreement. */
export function groupsOf(subsidy: Subsidy, givers: readonly Giver[]): Group[] {
  const fund = givers.filter(({ countsAs }) => countsAs === 'FUND');
  if (subsidy.lines.length > 0) {
    return subsidy.lines.map(({ agreement, amount }) => ({
      name: agreement,
      part: amount,
      members: givers.filter(({ code }) => code === agreement),
    }));
  }
  if (subsidy.fundSources.length === 0) return [{ name: 'any', part: subsidy.attributedTotal, members: fund }];
  const parts = sourceParts(subsidy);
  const groups = subsidy.fundSources.map(({ source }, index) => ({
    name: source,
    part: parts[index] ?? 0n,
    members: named(source, fund),
  }));
  const bound = groups.filter(({ members }) => members.length > 0);
  const open = groups.filter(({ members }) => members.length === 0).reduce((total, { part }) => total + part, 0n);
  return open === 0n ? bound : [...bound, { name: 'any', part: open, members: fund }];
}

/**
 * What each group may still give. What an agreement gave counts against its own line first, and what exceeds that line
 * against the open one, so that no euro is counted twice.
 */
function roomsOf(groups: readonly Group[], given: readonly Given[]): bigint[] {
  const open = groups.findIndex(({ name }) => name === 'any');
  const used = groups.map(({ members }, index) =>
    index === open
      ? 0n
      : givenBy(
          given,
          members.map(({ code }) => code),
        ),
  );
  const beyond = groups.reduce(
    (total, { part }, index) =>
      total + (index !== open && (used[index] ?? 0n) > part ? (used[index] ?? 0n) - part : 0n),
    0n,
  );
  const bound = new Set(
    groups.filter((_, index) => index !== open).flatMap(({ members }) => members.map(({ code }) => code)),
  );
  const elsewhere = sum(given.filter(({ agreement }) => !bound.has(agreement)));
  return groups.map(({ part }, index) => {
    const left = part - (index === open ? elsewhere + beyond : (used[index] ?? 0n));
    return left > 0n ? left : 0n;
  });
}

/** What an agreement's own terms let it still give a project. */
export const caps = ['CO_FINANCING_CAP', 'AID_RATE', 'PER_PROJECT'] as const;
export type Cap = (typeof caps)[number];

export interface Capped {
  cap: Cap;
  room: bigint;
}

/** The narrowest of an agreement's own caps on a project; null when it sets none. */
export function capOn(giver: Giver, { planTotal }: Pick<Subsidy, 'planTotal'>, given: readonly Given[]): Capped | null {
  const share = (percent: string) =>
    Rational.of(planTotal).times(Rational.parse(percent)).over(Rational.of(100n)).floor();
  const { coFinancingCap, aidRate, restrictions } = giver;
  const own: [Cap, bigint | null][] = [
    ['CO_FINANCING_CAP', coFinancingCap === null ? null : share(coFinancingCap)],
    ['AID_RATE', aidRate === null ? null : share(aidRate)],
    ['PER_PROJECT', restrictions.perProject === null ? null : Money.of(restrictions.perProject).minor],
  ];
  const already = givenBy(given, [giver.code]);
  return own.reduce<Capped | null>((narrowest, [cap, most]) => {
    if (most === null) return narrowest;
    const room = most > already ? most - already : 0n;
    return narrowest === null || room < narrowest.room ? { cap, room } : narrowest;
  }, null);
}

/** Day an agreement's money may go to a project: the session, or later when its money came later. */
export function allocationDay(agreement: string, subsidy: Subsidy, { freeFrom }: Limits): Day | undefined {
  const free = freeFrom.get(agreement);
  if (free === undefined) return undefined;
  return free > subsidy.sessionDate ? free : subsidy.sessionDate;
}

/** What the solver must know of one project: what is missing and every limit on who may fill it. */
export function demandOf(subsidy: Subsidy, given: readonly Given[], limits: Limits): Demand {
  const givers = [...limits.givers.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const missing = subsidy.attributedTotal - sum(given);
  const ceiling = fundCeiling(subsidy);
  const fromFund = sum(given.filter(({ agreement }) => limits.givers.get(agreement)?.countsAs !== 'CITY'));
  const able = givers.filter((giver) => {
    const day = allocationDay(giver.code, subsidy, limits);
    return day !== undefined && exclusion(giver, subsidy, day) === null;
  });
  const codes = new Set(able.map(({ code }) => code));
  const groups = groupsOf(subsidy, givers);
  const rooms = roomsOf(groups, given);
  const toSource = (group: Group, room: bigint): Source => ({
    name: group.name,
    room,
    agreements: group.members.map(({ code }) => code).filter((code) => codes.has(code)),
  });
  const cityGivers = subsidy.lines.length > 0 ? [] : givers.filter(({ countsAs }) => countsAs === 'CITY');
  const cityGiven = givenBy(
    given,
    cityGivers.map(({ code }) => code),
  );
  return {
    project: subsidy.project,
    missing,
    fundRoom: ceiling === null ? null : ceiling - fromFund,
    agreements: able.map((giver) => {
      const own = capOn(giver, subsidy, given);
      return {
        agreement: giver.code,
        room: own === null || own.room > missing ? missing : own.room,
        preference: preference(giver),
      };
    }),
    sources: groups.map((group, index) => toSource(group, rooms[index] ?? 0n)),
    citySources:
      cityGivers.length === 0
        ? []
        : [toSource({ name: 'city', part: 0n, members: cityGivers }, subsidy.cityShare - cityGiven)],
  };
}
