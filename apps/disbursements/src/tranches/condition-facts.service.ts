import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AcceptedReport } from '../projects/accepted-report.entity';
import type { ConditionFacts } from './conditions';
import { sumOf } from './split';
import { Tranche } from './tranche.entity';

/** What the conditions of a tranche are judged by, as it stands. */
@Injectable()
export class ConditionFactsReader {
  async of(tx: EntityManager, { projectId, number, ascertained }: Tranche, project: string): Promise<ConditionFacts> {
    const others = await tx.findBy(Tranche, { projectId });
    const [before] = others
      .filter((other) => other.number < number && other.status !== 'CANCELLED')
      .sort((a, b) => b.number - a.number);
    const reports = await tx.findBy(AcceptedReport, { projectId });
    return {
      previous: before
        ? {
            tranche: before.code,
            paid: before.status === 'PAID' ? before.amount : Money.zero(),
            justified: sumOf(before.justified),
          }
        : null,
      acceptedReports: reports.map(({ report }) => report),
      progress: await this.progressOf(tx, project),
      ascertained,
    };
  }

  private async progressOf(tx: EntityManager, project: string): Promise<number | null> {
    const [seen]: { progress: number }[] = await tx.query(
      `SELECT (finding ->> 'progress')::int AS progress
         FROM missions, jsonb_array_elements(findings) AS finding
        WHERE status = 'REPORTED' AND finding ->> 'project' = $1 AND finding ->> 'progress' IS NOT NULL
        ORDER BY to_day DESC, code DESC LIMIT 1`,
      [project],
    );
    return seen?.progress ?? null;
  }
}
