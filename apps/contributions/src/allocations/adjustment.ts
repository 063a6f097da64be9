import { Money } from '@abonde/money';
import { Violation, type BrokenRule } from '@abonde/violation';
import { exclusion, type Exclusion, type Giver } from './eligibility';
import {
  allocationDay,
  type Cap,
  capOn,
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
  COUNTRY_EXCLUDED: 'does not serve this country',
  THEME_EXCLUDED: 'does not serve this theme',
  OUTSIDE_AGREEMENT_PERIOD: 'covers neither the start of the project nor the day of the allocation',
  OUTSIDE_ELIGIBILITY_WINDOW: 'has no day left on which costs of the project are eligible',
};

const exceeded: Record<Cap, string> = {
  CO_FINANCING_CAP: 'CO_FINANCING_CAP_EXCEEDED',
  AID_RATE: 'AID_RATE_EXCEEDED',
  PER_PROJECT: 'PER_PROJECT_CAP_EXCEEDED',
};

/** A rule that lines break, with the figures that say by how much. */
export type Broken = Omit<BrokenRule, 'title'>;

function broken(code: string, detail: string, figures: Record<string, unknown>, status = 422): Broken {
  return { code, status, detail, figures };
}

/** Refuses with every rule that is broken: the first gives the code, all are listed. */
function refuse(rules: readonly Broken[]): void {
  const [first] = rules;
  if (!first) return;
  throw new Violation({
    ...first,
    title: 'Allocation not allowed',
    detail: rules.map(({ detail }) => detail).join(' '),
    figures: {
      ...first.figures,
      violations: rules.map(({ code, detail, figures }) => ({ code, detail, ...figures })),
    },
  });
}

function shapeOf(lines: readonly Given[], { project }: Subsidy): Broken[] {
  if (lines.length === 0) return [broken('NO_LINES', 'An allocation has at least one line.', { project })];
  const names = lines.map(({ agreement }) => agreement);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? []
    : [broken('AGREEMENT_TWICE', `${twice} has more than one line.`, { project, agreement: twice })];
}

function brokenByLine(
  { agreement, amount }: Given,
  subsidy: Subsidy,
  given: readonly Given[],
  limits: Limits,
): Broken[] {
  const giver = limits.givers.get(agreement);
  if (!giver) return [broken('UNKNOWN_AGREEMENT', `No agreement has the code ${agreement}.`, { agreement })];
  if (amount <= 0n)
    return [broken('AMOUNT_NOT_POSITIVE', `The line of ${agreement} is not above zero.`, { agreement })];
  const found: Broken[] = [];
  const day = allocationDay(agreement, subsidy, limits) ?? subsidy.sessionDate;
  const why = exclusion(giver, subsidy, day);
  if (why) {
    const { project, country, theme } = subsidy;
    const { period, eligibility } = giver;
    const figures = { agreement, project, country, theme, day, period, eligibility };
    found.push(broken(why, `${agreement} ${excluded[why]}.`, figures));
  }
  return [...found, ...brokenByCap(amount, giver, subsidy, given)];
}

function brokenByCap(amount: bigint, giver: Giver, subsidy: Subsidy, given: readonly Given[]): Broken[] {
  const capped = capOn(giver, subsidy, given);
  if (capped === null || amount <= capped.room) return [];
  const { cap, room } = capped;
  const figures = {
    agreement: giver.code,
    cap: cap === 'AID_RATE' ? giver.aidRate : giver.coFinancingCap,
    available: eur(room),
    requested: eur(amount),
    excess: eur(amount - room),
  };
  return [broken(exceeded[cap], `${giver.code} may still bear ${eur(room)} of ${subsidy.project}.`, figures)];
}

function brokenByFunds(lines: readonly Given[], free: ReadonlyMap<string, bigint>): Broken[] {
  return lines.flatMap(({ agreement, amount }) => {
    const available = free.get(agreement) ?? 0n;
    if (amount <= available) return [];
    const figures = {
      agreement,
      account: `fund:envelope:${agreement}`,
      available: eur(available),
      requested: eur(amount),
      excess: eur(amount - available),
    };
    return [broken('INSUFFICIENT_FUNDS', `The envelope of ${agreement} has ${eur(available)} free.`, figures, 409)];
  });
}

function brokenByCeiling(
  lines: readonly Given[],
  subsidy: Subsidy,
  given: readonly Given[],
  { givers }: Pick<Limits, 'givers'>,
): Broken[] {
  const ceiling = fundCeiling(subsidy);
  if (ceiling === null) return [];
  const fund = sum([...given, ...lines].filter(({ agreement }) => givers.get(agreement)?.countsAs !== 'CITY'));
  if (fund <= ceiling) return [];
  return [
    broken(
      'FUND_SHARE_ABOVE_CEILING',
      `The Fund would bear ${eur(fund)} of ${subsidy.project}, at most ${eur(ceiling)} is allowed.`,
      {
        fund: eur(fund),
        ceiling: eur(ceiling),
        excess: eur(fund - ceiling),
        total: eur(subsidy.planTotal),
        percent: '80',
      },
    ),
  ];
}

function brokenByAttribution(lines: readonly Given[], subsidy: Subsidy, given: readonly Given[]): Broken[] {
  const missing = subsidy.attributedTotal - sum(given);
  const requested = sum(lines);
  if (requested <= missing) return [];
  return [
    broken('ABOVE_ATTRIBUTED', `${subsidy.project} still misses ${eur(missing)} of what was attributed.`, {
      attributed: eur(subsidy.attributedTotal),
      missing: eur(missing),
      requested: eur(requested),
      excess: eur(requested - missing),
    }),
  ];
}

/** Lines of the financing plan bind each donor to its part: what of these lines they can take, and what they can't. */
function brokenBySources(lines: readonly Given[], subsidy: Subsidy, given: readonly Given[], limits: Limits): Broken[] {
  const shares = split(
    [demandOf(subsidy, given, limits)],
    lines.map(({ agreement, amount }) => ({ agreement, free: amount, countsAs: 'FUND' })),
  ).get(subsidy.project);
  return lines.flatMap(({ agreement, amount }) => {
    const allowed = sum((shares ?? []).filter((share) => share.agreement === agreement));
    if (allowed === amount) return [];
    const sources = groupsOf(subsidy, [...limits.givers.values()]).filter(({ members }) =>
      members.some(({ code }) => code === agreement),
    );
    return [
      broken('SOURCE_SHARE_EXCEEDED', `The financing plan lets ${agreement} give ${eur(allowed)} with these lines.`, {
        agreement,
        available: eur(allowed),
        requested: eur(amount),
        excess: eur(amount - allowed),
        sources: sources.map(({ name, part }) => ({ name, part: eur(part) })),
      }),
    ];
  });
}

/**
 * What must still hold when lines are confirmed, for terms and votes may have changed since they were proposed: each
 * agreement may give them, nothing is above what was attributed, nor above the Fund's ceiling.
 * @throws {Violation}
 */
export function checkStanding(
  lines: readonly Given[],
  subsidy: Subsidy,
  given: readonly Given[],
  limits: Limits,
): void {
  refuse([
    ...lines.flatMap((line) => brokenByLine(line, subsidy, given, limits)),
    ...brokenByAttribution(lines, subsidy, given),
    ...brokenByCeiling(lines, subsidy, given, limits),
  ]);
}

/**
 * Checks lines chosen by a person against every rule the solver follows.
 * @throws {Violation} with the code of the first rule that is broken, and in `violations` every one of them, each with
 * what it still allows and by how much it is exceeded
 */
export function checkLines(
  lines: readonly Given[],
  subsidy: Subsidy,
  given: readonly Given[],
  limits: Limits,
  free: ReadonlyMap<string, bigint>,
): void {
  refuse(shapeOf(lines, subsidy));
  refuse([
    ...lines.flatMap((line) => brokenByLine(line, subsidy, given, limits)),
    ...brokenByAttribution(lines, subsidy, given),
    ...brokenByCeiling(lines, subsidy, given, limits),
    ...brokenByFunds(lines, free),
  ]);
  refuse(brokenBySources(lines, subsidy, given, limits));
}
