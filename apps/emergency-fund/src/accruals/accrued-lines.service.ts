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

  async replace(tx: EntityManager, placement: string, lines: readonly Accrued[]): Promise<void> {
    await tx.query('DELETE FROM accrued_lines WHERE placement = $1', [placement]);
    await tx.query(
      `INSERT INTO accrued_lines (placement, key, project, agreement, disposition, is_charge, minor)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bigint[])`,
      [
        placement,
        lines.map(({ key }) => key),
        lines.map(({ project }) => project),
        lines.map(({ agreement }) => agreement),
        lines.map(({ disposition }) => disposition),
        lines.map(({ isCharge }) => isCharge),
        lines.map(({ minor }) => minor.toString()),
      ],
    );
  }
}
