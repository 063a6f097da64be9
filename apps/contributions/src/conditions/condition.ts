import type { Day } from '@abonde/calendar';
import { Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';

export const instalmentConditions = [
  'DATE',
  'SIGNATURE',
  'REPORT_ACCEPTED',
  'PERCENT_CONSUMED',
  'FULL_COST_PROVEN',
] as const;
export const reportKinds = ['INTERIM', 'FINAL'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What an instalment waits for. */
export interface InstalmentCondition {
  kind: (typeof instalmentConditions)[number];
  /** PERCENT_CONSUMED: of the instalment before, and of those before it (100 unless said). */
  percent?: string;
  earlierPercent?: string;
  /** REPORT_ACCEPTED: which one; interim unless said. */
  report?: ReportKind;
}

/** What is known of an agreement on a day, as far as its instalments' conditions ask. */
export interface ConditionFacts {
  asOf: Day;
  signedOn: Day;
  /** Instalments before this one, in order, with what was called of each in EUR; null while it is not called. */
  earlier: { number: number; called: Money | null }[];
  /** Justified by the projects, and kept as management fee, in EUR. */
  consumed: Money;
  /** The agreement's own calendar: reports the donor accepts. */
  reports: { kind: ReportKind; dueOn: Day; state: 'DUE' | 'SENT' | 'ACCEPTED' }[];
  /** Projects the agreement pays for, and what is established of each. */
  projects: { project: string; interim: boolean; final: boolean; cost: boolean }[];
}

/** One thing that is missing, with the figures that say how much. */
export type Missing =
  | { code: 'NOT_SIGNED'; signedOn: Day }
  | { code: 'REPORT_NOT_ACCEPTED'; report: ReportKind; dueOn: Day; state: 'DUE' | 'SENT' }
  | { code: 'PROJECT_REPORT_NOT_ACCEPTED'; report: ReportKind; project: string }
  | { code: 'NO_REPORT'; report: ReportKind }
  | { code: 'EARLIER_NOT_CALLED'; instalment: number }
  | { code: 'NOT_CONSUMED'; consumed: Money; required: Money; lacking: Money }
  | { code: 'FINAL_COST_NOT_ESTABLISHED'; project: string }
  | { code: 'NO_PROJECT' };

/** @throws {Violation} CONDITION_INCOMPLETE or CONDITION_WITHOUT_EARLIER, naming the instalment's field */
export function checkCondition(condition: InstalmentCondition, number: number): void {
  if (condition.kind !== 'PERCENT_CONSUMED') return;
  const field = `instalments.${number - 1}.condition.percent`;
  const refuse = (code: string, detail: string) => {
    throw new Violation({ code, status: 422, title: 'Condition not acceptable', detail, figures: { field, number } });
  };
  if (condition.percent === undefined)
    refuse('CONDITION_INCOMPLETE', `Instalment ${number} waits for a percentage consumed and does not say which`);
  if (number === 1)
    refuse('CONDITION_WITHOUT_EARLIER', 'The first instalment has none before it whose money could be consumed');
  for (const percent of [condition.percent, condition.earlierPercent]) {
    if (percent !== undefined && Rational.parse(percent).compare(Rational.of(100n)) > 0)
      refuse('PERCENT_OUT_OF_RANGE', `Instalment ${number} waits for more than 100 % of what was paid`);
  }
}

/** EUR that must be consumed before an instalment: a share of the one before it, another of those before that one. */
export function requiredConsumption(condition: InstalmentCondition, called: readonly Money[]): Money {
  const share = (money: Money, percent: string) => Rational.parse(percent).times(Rational.of(money.minor, 100n));
  const last = called.length - 1;
  const total = called.reduce(
    (sum, money, index) =>
      sum.plus(share(money, index === last ? (condition.percent ?? '100') : (condition.earlierPercent ?? '100'))),
    Rational.ZERO,
  );
  return Money.minor(total.round());
}

/**
 * What an instalment still waits for; nothing when it may be called. A date never holds a call back: the letter goes
 * before the day on which the money is due.
 */
export function missingFor(condition: InstalmentCondition, facts: ConditionFacts): Missing[] {
  switch (condition.kind) {
    case 'DATE':
      return [];
    case 'SIGNATURE':
      return facts.signedOn <= facts.asOf ? [] : [{ code: 'NOT_SIGNED', signedOn: facts.signedOn }];
    case 'REPORT_ACCEPTED':
      return missingReport(condition.report ?? 'INTERIM', facts);
    case 'PERCENT_CONSUMED':
      return missingConsumption(condition, facts);
    case 'FULL_COST_PROVEN':
      return missingCost(facts);
  }
}

/** The donor's acceptance counts; where its calendar has no such report, that of every project's report does. */
function missingReport(report: ReportKind, { reports, projects }: ConditionFacts): Missing[] {
  const own = reports.filter(({ kind }) => kind === report);
  if (own.some(({ state }) => state === 'ACCEPTED')) return [];
  const next = own.find(({ state }) => state !== 'ACCEPTED');
  if (next) return [{ code: 'REPORT_NOT_ACCEPTED', report, dueOn: next.dueOn, state: next.state as 'DUE' | 'SENT' }];
  if (projects.length === 0) return [{ code: 'NO_REPORT', report }];
  const accepted = ({ interim, final }: ConditionFacts['projects'][number]) =>
    report === 'FINAL' ? final : interim || final;
  return projects
    .filter((one) => !accepted(one))
    .map(({ project }) => ({ code: 'PROJECT_REPORT_NOT_ACCEPTED', report, project }));
}

function missingConsumption(condition: InstalmentCondition, { earlier, consumed }: ConditionFacts): Missing[] {
  const uncalled = earlier.filter(({ called }) => called === null);
  if (uncalled.length > 0) return uncalled.map(({ number }) => ({ code: 'EARLIER_NOT_CALLED', instalment: number }));
  const required = requiredConsumption(
    condition,
    earlier.flatMap(({ called }) => called ?? []),
  );
  if (consumed.compare(required) >= 0) return [];
  return [{ code: 'NOT_CONSUMED', consumed, required, lacking: required.minus(consumed) }];
}

function missingCost({ projects }: ConditionFacts): Missing[] {
  if (projects.length === 0) return [{ code: 'NO_PROJECT' }];
  return projects.filter(({ cost }) => !cost).map(({ project }) => ({ code: 'FINAL_COST_NOT_ESTABLISHED', project }));
}

/** One sentence for whoever asked for the call. */
export function sentence(missing: Missing): string {
  switch (missing.code) {
    case 'NOT_SIGNED':
      return `the agreement is signed on ${missing.signedOn} only`;
    case 'REPORT_NOT_ACCEPTED':
      return `the ${missing.report.toLowerCase()} report due on ${missing.dueOn} is ${missing.state === 'SENT' ? 'sent and not accepted yet' : 'not sent yet'}`;
    case 'PROJECT_REPORT_NOT_ACCEPTED':
      return `the ${missing.report.toLowerCase()} report of ${missing.project} is not accepted yet`;
    case 'NO_REPORT':
      return `no ${missing.report.toLowerCase()} report stands in the calendar and no project is financed yet`;
    case 'EARLIER_NOT_CALLED':
      return `instalment ${missing.instalment} is not called yet`;
    case 'NOT_CONSUMED':
      return `${missing.consumed} of ${missing.required} are consumed: ${missing.lacking} are lacking`;
    case 'FINAL_COST_NOT_ESTABLISHED':
      return `the final cost of ${missing.project} is not established yet`;
    case 'NO_PROJECT':
      return 'no project is financed whose cost could be proven';
  }
}
