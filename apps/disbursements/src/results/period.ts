import type { Day } from '@abonde/calendar';
import { Violation } from '@abonde/violation';
import { refuseMaker } from '../rules/maker-checker';

export interface Span {
  from: Day;
  to: Day;
}

/** @throws {Violation} PERIOD_REVERSED, PERIODS_OVERLAP */
export function checkSpan(project: string, span: Span, others: readonly Span[]): void {
  if (span.to < span.from) {
    throw new Violation({
      code: 'PERIOD_REVERSED',
      status: 422,
      title: 'A period ends on or after its first day',
      detail: `${project}: ${span.from} to ${span.to}`,
      figures: { field: 'to', ...span },
    });
  }
  const other = others.find(({ from, to }) => from <= span.to && span.from <= to);
  if (!other) return;
  throw new Violation({
    code: 'PERIODS_OVERLAP',
    status: 409,
    title: 'Two periods would count the same days',
    detail: `${project} has results from ${other.from} to ${other.to} already`,
    figures: { field: 'from', other },
  });
}

/** @throws {Violation} 409 PERIOD_APPROVED: what is approved is locked, by whom and when is said */
export function checkUnlocked(
  project: string,
  {
    from,
    to,
    status,
    approvedBy,
    approvedAt,
  }: Span & { status: string; approvedBy: string | null; approvedAt: Date | null },
): void {
  if (status !== 'APPROVED') return;
  throw new Violation({
    code: 'PERIOD_APPROVED',
    status: 409,
    title: 'The period’s results are approved',
    detail: `${project}, ${from} to ${to}: approved by ${approvedBy} on ${approvedAt?.toISOString()}, locked since`,
    figures: { from, to, approvedBy, approvedAt: approvedAt?.toISOString() },
  });
}

/** @throws {Violation} 403 MAKER_IS_CHECKER, 422 NOTHING_MEASURED */
export function checkApproval(project: string, enteredBy: string, approver: string, measured: number): void {
  if (measured === 0) {
    throw new Violation({
      code: 'NOTHING_MEASURED',
      status: 422,
      title: 'Nothing is measured yet',
      detail: `${project}: no indicator has a value for the period`,
      figures: { field: 'actuals' },
    });
  }
  refuseMaker(approver, enteredBy, `${project}: whoever entered the results does not approve them`);
}
