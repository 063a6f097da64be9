import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Accrued } from './accrual';

type Row = Omit<Accrued, 'minor' | 'isCharge'> & { minor: string; is_charge: boolean };

/** What is accrued in the book and not yet credited, line by line. */
@Injectable()
export class AccruedLines {
  async of(tx: EntityManager, placement: string): Promise<Accrued[]> {
    const rows: Row[] = await tx.query(
      'SELECT key, project, agreement, disposition, is_charge, minor FROM accrued_lines WHERE placement = $1 ORDER BY key',
      [placement],
    );
    return rows.map(({ is_charge: isCharge, minor, ...line }) => ({ ...line, isCharge, minor: BigInt(minor) }));
  }

  /** What was posted, line by line: only lines that change are written, and none is left without an amount. */
  async add(tx: EntityManager, placement: string, posted: readonly Accrued[]): Promise<void> {
    await tx.query(
      `INSERT INTO accrued_lines AS held (placement, key, project, agreement, disposition, is_charge, minor)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bigint[])
       ON CONFLICT (placement, key) DO UPDATE SET minor = held.minor + excluded.minor`,
      [
        placement,
        posted.map(({ key }) => key),
        posted.map(({ project }) => project),
        posted.map(({ agreement }) => agreement),
        posted.map(({ disposition }) => disposition),
        posted.map(({ isCharge }) => isCharge),
        posted.map(({ minor }) => minor.toString()),
      ],
    );
    await tx.query('DELETE FROM accrued_lines WHERE placement = $1 AND minor = 0', [placement]);
  }
}
