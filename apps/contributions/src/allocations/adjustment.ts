import { Money } from '@abonde/money';
import { Violation } from '../violation';
import { exclusion, type Exclusion } from './eligibility';
import {
  allocationDay,
  coFinancingRoom,
  demandOf,
  fundCeiling,
  type Given,
  groupsOf,
  type Limits,
  type Subsidy,
  sum,
} from './plan';
import { split } from './split';

const eur = (minor: bigint) => Money.minor(minor);

const excluded: Record<Exclusion, string> = {
  INSTRUMENT_MISMATCH: 'serves another instrument',
  EARMARK_EXCLUDES_PROJECT: 'is earmarked for something else',
  OUTSIDE_ELIGIBILITY_WINDOW: 'covers neither the start of the project nor the day of the allocation',
};

function refuse(code: string, detail: string, figures: Record<string, unknown>): never {
  throw new Violation({ code, status: 422, title: 'Allocation not allowed', detail, figures });
}

function checkLine({ agreement, amount }: Given, subsidy: Subsidy, given: readonly Given[], limits: Limits): void {
  const giver = limits.givers.get(agreement);
  if (!giver) refuse('UNKNOWN_AGREEMENT', `No agreement has the code ${agreement}`, { agreement });
  if (amount <= 0n) refuse('AMOUNT_NOT_POSITIVE', `The line of ${agreement} is not above zero`, { agreement });
  const day = allocationDay(agreement, subsidy, limits) ?? subsidy.sessionDate;
  const why = exclusion(giver, subsidy, day);
  if (why) refuse(why, `${agreement} ${excluded[why]}`, { agreement, project: subsidy.project, day });
  const room = coFinancingRoom(giver, subsidy, given);
  if (room !== null && amount > room) {
    refuse('CO_FINANCING_CAP_EXCEEDED', `${agreement} may still bear ${eur(room)} of ${subsidy.project}`, {
      agreement,
      cap: giver.coFinancingCap,
      available: eur(room),
      requested: eur(amount),
    });
  }
}

function checkFree(lines: readonly Given[], free: ReadonlyMap<string, bigint>): void {
  for (const { agreement, amount } of lines) {
    const available = free.get(agreement) ?? 0n;
    if (amount <= available) continue;
    throw new Violation({
      code: 'INSUFFICIENT_FUNDS',
      status: 409,
      title: 'Not enough money',
      detail: `The envelope of ${agreement} has ${eur(available)} free`,
      figures: { account: `fund:envelope:${agreement}`, available: eur(available), requested: eur(amount) },
    });
  }
}

/** The Fund's ceiling, in whole minor units: what the lines and what was given before may not pass together. */
export function checkCeiling(
  lines: readonly Given[],
  subsidy: Subsidy,
  given: readonly Given[],
  limits: Pick<Limits, 'givers'>,
): void {
  const ceiling = fundCeiling(subsidy);
  if (ceiling === null) return;
  const fund = sum([...given, ...lines].filter(({ agreement }) => limits.givers.get(agreement)?.countsAs !== 'CITY'));
  if (fund <= ceiling) return;
  refuse(
    'FUND_SHARE_ABOVE_CEILING',
    `The Fund would bear ${eur(fund)} of ${subsidy.project}, at most ${eur(ceiling)} is allowed`,
    {
      fund: eur(fund),
      ceiling: eur(ceiling),
      total: eur(subsidy.planTotal),
      percent: '80',
    },
  );
}

export function checkAttributed(lines: readonly Given[], subsidy: Subsidy, given: readonly Given[]): void {
  const missing = subsidy.attributedTotal - sum(given);
  if (sum(lines) <= missing) return;
  refuse('ABOVE_ATTRIBUTED', `${subsidy.project} still misses ${eur(missing)} of what was attributed`, {
    attributed: eur(subsidy.attributedTotal),
    missing: eur(missing),
    requested: eur(sum(lines)),
  });
}

function checkSources(lines: readonly Given[], subsidy: Subsidy, given: readonly Given[], limits: Limits): void {
  const demand = demandOf(subsidy, given, limits);
  const asked = new Map(lines.map(({ agreement, amount }) => [agreement, amount]));
  const shares = split(
    [demand],
    lines.map(({ agreement, amount }) => ({ agreement, free: amount, countsAs: 'FUND' })),
  );
  const placed = new Map<string, bigint>();
  for (const { agreement, amount } of shares.get(subsidy.project) ?? [])
    placed.set(agreement, (placed.get(agreement) ?? 0n) + amount);
  for (const [agreement, amount] of asked) {
    const allowed = placed.get(agreement) ?? 0n;
    if (allowed === amount) continue;
    const sources = groupsOf(subsidy, [...limits.givers.values()]).filter(({ members }) =>
      members.some(({ code }) => code === agreement),
    );
    refuse('SOURCE_SHARE_EXCEEDED', `The financing plan lets ${agreement} give ${eur(allowed)} with these lines`, {
      agreement,
      available: eur(allowed),
      requested: eur(amount),
      sources: sources.map(({ name, part }) => ({ name, part: eur(part) })),
    });
  }
}

/**
 * Checks lines chosen by a person against every rule the solver follows.
 * @throws {Violation} naming the rule and what it still allows
 */
export function checkLines(
  lines: readonly Given[],
  subsidy: Subsidy,
  given: readonly Given[],
  limits: Limits,
  free: ReadonlyMap<string, bigint>,
): void {
  if (lines.length === 0) refuse('NO_LINES', 'An allocation has at least one line', { project: subsidy.project });
  if (new Set(lines.map(({ agreement }) => agreement)).size !== lines.length)
    refuse('AGREEMENT_TWICE', 'An agreement has one line', { project: subsidy.project });
  for (const line of lines) checkLine(line, subsidy, given, limits);
  checkAttributed(lines, subsidy, given);
  checkCeiling(lines, subsidy, given, limits);
  checkFree(lines, free);
  checkSources(lines, subsidy, given, limits);
}
