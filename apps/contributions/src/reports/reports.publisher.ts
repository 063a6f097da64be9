import type { Outbox } from '@abonde/messaging';
import type { EntityManager } from 'typeorm';
import { findAgreement } from '../agreements/agreement.entity';
import { ReportDue } from './report-due.entity';

/** Tells what an agreement promises its donor, and what of it is done: the whole calendar, so that the last word suffices. */
export async function tellReports(
  tx: EntityManager,
  outbox: Outbox,
  code: string,
  correlationId?: string,
): Promise<void> {
  const { id, donor } = await findAgreement(tx, code);
  const rows = await tx.find(ReportDue, { where: { agreement: code }, order: { dueOn: 'ASC', id: 'ASC' } });
  const reports = rows.map(({ id: report, kind, dueOn, state }) => ({ report, kind, dueOn, state }));
  await outbox.add(tx, 'abonde.contributions.reports-changed.v1', {
    key: code,
    data: { agreement: code, id, donor, reports },
    ...(correlationId !== undefined && { correlationId }),
  });
}
