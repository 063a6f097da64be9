import { addMonths, type Day, yearOf } from '@abonde/calendar';
import type { PlannedInstalment } from './instalments';
import type { ReferenceAgreement, ReferenceDonor } from './reference';

interface Condition {
  kind: 'DATE' | 'SIGNATURE' | 'REPORT_ACCEPTED' | 'PERCENT_CONSUMED' | 'FULL_COST_PROVEN';
  percent?: string;
  report?: 'INTERIM' | 'FINAL';
}

interface PlannedReport {
  kind: 'INTERIM' | 'FINANCIAL' | 'FINAL';
  dueOn: Day;
}

const MONTHS_TO_FINAL_REPORT = 3;
/** An interim report of the largest project's first donor that is late on the demonstration's day. */
const LATE_INTERIM: Readonly<Record<string, Day>> = { 'SIAAP-2020-SR': '2026-01-31' };

/** What an instalment waits for, read from the agreement's payment terms. The history is paid by date: what was called was due. */
export function conditionOf(
  { payment_terms: terms = '' }: ReferenceAgreement,
  instalment: PlannedInstalment,
): Condition {
  const { number, callOn } = instalment;
  if (callOn !== null) return number === 1 ? { kind: 'SIGNATURE' } : { kind: 'DATE' };
  if (terms.startsWith('acompte') && number > 1) return { kind: 'FULL_COST_PROVEN' };
  if (/at 70 % justified|>=70 % consumed/.test(terms) && number === 2)
    return { kind: 'PERCENT_CONSUMED', percent: '70' };
  if (/final report|consumed/.test(terms) && number > 1) return { kind: 'REPORT_ACCEPTED', report: 'FINAL' };
  return { kind: 'DATE' };
}

/** What becomes of unspent money: a recovery order gives it back too; where nothing is said, the donor is asked. */
export function unspentClauseOf({ unspent }: ReferenceAgreement): 'RETURN_TO_DONOR' | 'ASK' {
  return unspent === undefined ? 'ASK' : 'RETURN_TO_DONOR';
}

/** Reports still due: accounts of each year by the end of March, the final one three months after the end. */
export function reportsOf({ id, internal, instrument, period }: ReferenceAgreement, businessDay: Day): PlannedReport[] {
  if (internal || instrument === 'EMERGENCY') return [];
  const [from, to] = period;
  const years = Array.from({ length: yearOf(to) - yearOf(from) }, (_, index) => yearOf(from) + 1 + index);
  const late = LATE_INTERIM[id];
  const reports: PlannedReport[] = [
    ...(late === undefined ? [] : [{ kind: 'INTERIM' as const, dueOn: late }]),
    ...years.map((year) => ({ kind: 'FINANCIAL' as const, dueOn: `${year}-03-31` })),
    { kind: 'FINAL', dueOn: addMonths(to, MONTHS_TO_FINAL_REPORT) },
  ];
  return reports.filter(({ kind, dueOn }) => kind === 'INTERIM' || dueOn >= businessDay);
}

/** A fictitious desk to write to, on a domain that is nobody's. */
export function contactOf({ id, internal }: ReferenceDonor): { name: string; role: string; email: string }[] {
  if (internal) return [];
  const email = `finances.${id.toLowerCase()}@example.org`;
  return [{ name: 'Service financier (contact fictif)', role: 'Comptabilité', email }];
}
