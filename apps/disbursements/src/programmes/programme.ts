import type { Day } from '@abonde/calendar';
import type { Instrument, MoneyData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { sumOfSources, type FinancingPlan, type PlanSource } from '../rules/financing-plan';
import { checkShares, programmeRules } from '../rules/rule-set';
import { refuseMaker } from '../rules/maker-checker';

/** What a donor's agreement gives to a programme. */
export interface ProgrammeLine {
  agreement: string;
  amount: MoneyData;
  /** The donor's co-financing rate: highest share of the programme's cost it bears, in percent. */
  maxPercent?: string;
}

export interface Activity {
  title: string;
  from?: Day;
  to?: Day;
  amount?: MoneyData;
}

export interface Partner {
  name: string;
  role: string | null;
}

export interface Prepared {
  code: string;
  instrument: Instrument;
  period: { from: Day; to: Day };
  lines: ProgrammeLine[];
  /** Cities' and partners' own parts, in money or in kind. */
  otherSources: PlanSource[];
  activities: Activity[];
}

/** What is known of an agreement a line draws on. */
interface KnownAgreement {
  code: string;
  donor: string | null;
  instrument: string;
}

/** The plan its lines and other sources make; a line's source is its donor where known, else its agreement. */
export function planOf({ lines, otherSources }: Prepared, known: ReadonlyMap<string, KnownAgreement>): FinancingPlan {
  const funds = lines.map(({ agreement, amount, maxPercent }): PlanSource => {
    const name = known.get(agreement)?.donor ?? agreement;
    return { kind: 'FUND', name, amount, inKind: false, ...(maxPercent !== undefined && { maxPercent }) };
  });
  const plan = { total: Money.zero().toJSON(), sources: [...funds, ...otherSources] };
  return { ...plan, total: sumOfSources(plan).toJSON() };
}

/**
 * Tests a programme at each save.
 * @throws {Violation} PROGRAMME_WITHOUT_LINES, PERIOD_REVERSED, LINE_NOT_POSITIVE, AGREEMENT_TWICE, ACTIVITIES_ABOVE_TOTAL,
 * DONOR_SHARE_ABOVE_RATE
 */
export function checkPrepared(programme: Prepared): void {
  const { code, period, lines, otherSources } = programme;
  if (lines.length === 0) throw refusal('PROGRAMME_WITHOUT_LINES', 'lines', `${code} has no agreement to draw on`);
  if (period.from > period.to)
    throw refusal('PERIOD_REVERSED', 'period', `${code} would go from ${period.from} to ${period.to}`);
  for (const [field, list] of Object.entries({ lines, otherSources })) {
    for (const [index, { amount }] of list.entries()) checkAmount(`${field}.${index}.amount`, amount);
  }
  for (const [index, { agreement }] of lines.entries()) {
    if (lines.findIndex((line) => line.agreement === agreement) !== index)
      throw refusal('AGREEMENT_TWICE', `lines.${index}.agreement`, `${agreement} is named twice`);
  }
  const plan = planOf(programme, new Map());
  checkShares(programmeRules, plan, null);
  checkActivities(programme, Money.of(plan.total));
}

/** @throws {Violation} UNKNOWN_AGREEMENT, AGREEMENT_OF_ANOTHER_INSTRUMENT: what must be known before money is attributed */
export function checkAgreements({ lines, instrument }: Prepared, known: ReadonlyMap<string, KnownAgreement>): void {
  for (const [index, { agreement }] of lines.entries()) {
    const found = known.get(agreement);
    const field = `lines.${index}.agreement`;
    if (!found) throw refusal('UNKNOWN_AGREEMENT', field, `No agreement ${agreement} is known here`);
    if (found.instrument !== instrument)
      throw refusal(
        'AGREEMENT_OF_ANOTHER_INSTRUMENT',
        field,
        `${agreement} is of ${found.instrument}, not ${instrument}`,
      );
  }
}

/** @throws {Violation} PROGRAMME_APPROVED, MAKER_IS_CHECKER */
export function checkApprovable(
  programme: { code: string; status: 'PREPARED' | 'APPROVED'; preparedBy: string },
  by: string,
): void {
  const { code, status, preparedBy } = programme;
  if (status === 'APPROVED') throw approvedAlready(code);
  refuseMaker(by, preparedBy, `Whoever prepared ${code} does not approve it`, { programme: code });
}

export function approvedAlready(code: string): Violation {
  return new Violation({
    code: 'PROGRAMME_APPROVED',
    status: 409,
    title: 'The programme is approved',
    detail: `${code} was approved with its donors: it changes by an amendment agreed with them`,
    figures: { programme: code },
  });
}

function checkAmount(field: string, data: MoneyData): void {
  if (data.currency === 'EUR' && Money.of(data).isPositive()) return;
  throw refusal('LINE_NOT_POSITIVE', field, `${data.amount} ${data.currency} is not a positive amount in euros`);
}

function checkActivities({ code, activities }: Prepared, total: Money): void {
  for (const [index, { amount }] of activities.entries()) if (amount) checkAmount(`activities.${index}.amount`, amount);
  const planned = Money.sum(activities.flatMap(({ amount }) => (amount ? [Money.of(amount)] : [])));
  if (planned.compare(total) <= 0) return;
  throw new Violation({
    code: 'ACTIVITIES_ABOVE_TOTAL',
    status: 422,
    title: 'The activities cost more than the programme has',
    detail: `The activities of ${code} cost ${planned}, ${planned.minus(total)} more than its ${total}`,
    figures: { field: 'activities', planned, total, excess: planned.minus(total) },
  });
}

function refusal(code: string, field: string, detail: string): Violation {
  return new Violation({
    code,
    status: 422,
    title: 'The programme does not hold together',
    detail,
    figures: { field },
  });
}
