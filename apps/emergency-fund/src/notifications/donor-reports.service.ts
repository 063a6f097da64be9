import type { Day } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NoticesService } from './notices.service';

/** Reports that agreements promise their donors, as contributions last told them. */
@Injectable()
export class DonorReports {
  constructor(private readonly notices: NoticesService) {}

  /** The agreement's whole calendar: reports are added and move on, none is taken away. */
  async keep(
    tx: EntityManager,
    { data, sequence }: CloudEvent<'abonde.contributions.reports-changed.v1'>,
  ): Promise<void> {
    for (const { report, dueOn, state } of data.reports) {
      await tx.query(
        `INSERT INTO promised_reports (report, agreement, agreement_id, due_on, state, sequence) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (report) DO UPDATE SET due_on = $4, state = $5, sequence = $6 WHERE promised_reports.sequence < $6`,
        [report, data.agreement, data.id, dueOn, state, sequence],
      );
    }
  }

  /** Reports that are due by `remindFrom` or late: whoever writes them is told once before the date and once after. */
  async remind(tx: EntityManager, today: Day, remindFrom: Day): Promise<void> {
    const due: { report: string; agreement_id: string; due_on: Day }[] = await tx.query(
      `SELECT report, agreement_id, due_on::text FROM promised_reports
        WHERE state = 'DUE' AND due_on <= $1 ORDER BY due_on, report`,
      [remindFrom],
    );
    for (const { report, agreement_id: agreement, due_on: on } of due) {
      const kind = on < today ? 'DONOR_REPORT_OVERDUE' : 'DONOR_REPORT_DUE';
      await this.notices.tell(tx, {
        kind,
        report: { id: report, agreement },
        of: `${report} ${on}`,
        actor: 'system:contributions',
      });
    }
  }
}
