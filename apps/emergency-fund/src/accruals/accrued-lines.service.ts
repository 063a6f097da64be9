import { Money, Rational } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dimensionsFilter, entriesOf } from '../fund/ledger-link';
import type { Placement } from '../placements/placement.entity';
import { type Accrued, sumOf } from './accrual';
import type { AccruedLineDto, AccruedLinesDto } from './accruals.dto';
import { decimal } from './explanation';

type Row = Omit<Accrued, 'minor' | 'isCharge'> & { minor: string; is_charge: boolean };
type LineRow = Omit<AccruedLineDto, 'share' | 'amount'> & { minor: string };

/** A charge and what the same resources earned are one line: they stand on the same account under the same dimensions. */
const LINES = `
  SELECT l.project, l.agreement, l.disposition, sum(l.minor)::text AS minor, a.donor_name AS donor,
         (SELECT s.title FROM project_states s WHERE s.project = l.project ORDER BY s.sequence DESC LIMIT 1) AS title
    FROM accrued_lines l LEFT JOIN agreements a ON a.code = l.agreement
   WHERE l.placement = $1
   GROUP BY l.project, l.agreement, l.disposition, a.donor_name
  HAVING sum(l.minor) <> 0
   ORDER BY sum(l.minor) DESC, l.project, l.agreement, l.disposition`;

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

  /** As it is read: lines with their share of the whole, largest first, each with its entries. */
  async view(tx: EntityManager, { code, accruedThrough }: Placement): Promise<AccruedLinesDto> {
    const lines: LineRow[] = await tx.query(LINES, [code]);
    const account = `accrued-interest:${code}`;
    const total = sumOf(lines.map(({ minor }) => ({ minor: BigInt(minor) })));
    return {
      through: accruedThrough,
      total: { ...Money.minor(total).toJSON(), entries: entriesOf({ account }) },
      lines: lines.map(({ minor, ...line }) => ({
        ...line,
        share: total === 0n ? '0.0000' : decimal(Rational.of(100n * BigInt(minor), total), 4),
        amount: {
          ...Money.minor(BigInt(minor)).toJSON(),
          entries: entriesOf({ account, ...dimensionsFilter(line) }),
        },
      })),
    };
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
