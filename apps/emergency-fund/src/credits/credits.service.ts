import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Distributed } from '../accruals/distribution';

/** Interest that the bank has credited; cents. */
export interface Credit {
  id: string;
  placement: string;
  entry: string;
  from: Day;
  to: Day;
  valueDate: Day;
  /** Net, in EUR. */
  minor: bigint;
  /** Withheld, in EUR. */
  tax: bigint;
  /** As the bank has it, in the account's currency; null for what was credited before it was kept. */
  original: { gross: Money; net: Money } | null;
  bookedOn: Day | null;
  transaction: string;
}

type CreditRow = Omit<Credit, 'minor' | 'tax' | 'original'> & {
  minor: string;
  tax: string;
  currency: string | null;
  gross: string;
  net: string;
};
type LineRow = Omit<Distributed, 'minor' | 'isCharge'> & { minor: string; is_charge: boolean };

const columns = `c.id, c.placement, c.entry, c.from_day AS "from", c.to_day AS "to", c.value_date AS "valueDate",
  c.minor, c.tax_minor AS tax, c.transaction, c.currency, c.gross_minor AS gross, c.net_minor AS net, c.booked_on AS "bookedOn"`;

/** Credits and how each is distributed now; what it was before stands in the journal. */
@Injectable()
export class Credits {
  async find(tx: EntityManager, id: string): Promise<Credit | undefined> {
    const [row]: CreditRow[] = await tx.query(
      `SELECT ${columns} FROM interest_credits c WHERE id = $1 AND NOT reversed`,
      [id],
    );
    return row && creditOf(row);
  }

  /** By the id of its transaction, taken back or not. */
  async byTransaction(tx: EntityManager, transaction: string): Promise<Credit | undefined> {
    const [row]: CreditRow[] = await tx.query(`SELECT ${columns} FROM interest_credits c WHERE transaction = $1`, [
      transaction,
    ]);
    return row && creditOf(row);
  }

  /** Those that stand, latest period first; of one placement where it is given. */
  async list(
    tx: EntityManager,
    placement: string | undefined,
    before: { to: Day; transaction: string } | undefined,
    limit: number,
  ): Promise<Credit[]> {
    const rows: CreditRow[] = await tx.query(
      `SELECT ${columns} FROM interest_credits c
        WHERE NOT c.reversed AND ($1::text IS NULL OR c.placement = $1)
          AND ($2::date IS NULL OR (c.to_day, c.transaction) < ($2, $3::uuid))
        ORDER BY c.to_day DESC, c.transaction DESC LIMIT $4`,
      [placement ?? null, before?.to ?? null, before?.transaction ?? null, limit],
    );
    return rows.map(creditOf);
  }

  /** Whether it was ever credited, taken back or not. */
  async isKnown(tx: EntityManager, id: string): Promise<boolean> {
    const rows: unknown[] = await tx.query('SELECT FROM interest_credits WHERE id = $1', [id]);
    return rows.length > 0;
  }

  /** Those of a pool that stand and end on a day or after it, in the order in which their thresholds count. */
  async ofPool(tx: EntityManager, pool: string, endingFrom: Day): Promise<Credit[]> {
    const rows: CreditRow[] = await tx.query(
      `SELECT ${columns} FROM interest_credits c JOIN placements p ON p.code = c.placement
        WHERE p.pool = $1 AND NOT c.reversed AND c.to_day >= $2 ORDER BY c.to_day, c.id COLLATE "C"`,
      [pool, endingFrom],
    );
    return rows.map(creditOf);
  }

  async insert(tx: EntityManager, credit: Credit): Promise<void> {
    const { id, placement, entry, from, to, valueDate, minor, tax, transaction, original, bookedOn } = credit;
    await tx.query(
      `INSERT INTO interest_credits (id, placement, entry, from_day, to_day, value_date, minor, tax_minor, transaction,
                                     currency, gross_minor, net_minor, booked_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        placement,
        entry,
        from,
        to,
        valueDate,
        minor.toString(),
        tax.toString(),
        transaction,
        original?.net.currency ?? null,
        original?.gross.minor.toString() ?? null,
        original?.net.minor.toString() ?? null,
        bookedOn,
      ],
    );
  }

  async markReversed(tx: EntityManager, id: string): Promise<void> {
    await tx.query('UPDATE interest_credits SET reversed = true WHERE id = $1', [id]);
  }

  async lines(tx: EntityManager, id: string): Promise<Distributed[]> {
    return (await this.linesOf(tx, [id])).get(id) ?? [];
  }

  async linesOf(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Distributed[]>> {
    const rows: (LineRow & { credit: string })[] = await tx.query(
      `SELECT credit, key, project, agreement, clause, disposition, is_charge, minor FROM credit_lines
        WHERE credit = ANY($1) ORDER BY credit, key`,
      [ids],
    );
    const lines = new Map(ids.map((id) => [id, [] as Distributed[]]));
    for (const { credit, is_charge: isCharge, minor, ...line } of rows)
      lines.get(credit)!.push({ ...line, isCharge, minor: BigInt(minor) });
    return lines;
  }

  /** Cents under a `THRESHOLD` clause in the credits before this one, by agreement. */
  async thresholdsBefore(
    tx: EntityManager,
    pool: string,
    { to, id }: Pick<Credit, 'to' | 'id'>,
  ): Promise<Map<string, bigint>> {
    const rows: { agreement: string; minor: string }[] = await tx.query(
      `SELECT l.agreement, sum(l.minor)::text AS minor
         FROM credit_lines l JOIN interest_credits c ON c.id = l.credit JOIN placements p ON p.code = c.placement
        WHERE p.pool = $1 AND NOT c.reversed AND l.clause = 'THRESHOLD'
          AND (c.to_day, c.id COLLATE "C") < ($2::date, $3 COLLATE "C")
        GROUP BY l.agreement`,
      [pool, to, id],
    );
    return new Map(rows.map(({ agreement, minor }) => [agreement, BigInt(minor)]));
  }

  async replaceLines(tx: EntityManager, id: string, lines: readonly Distributed[]): Promise<void> {
    await tx.query('DELETE FROM credit_lines WHERE credit = $1', [id]);
    await tx.query(
      `INSERT INTO credit_lines (credit, key, project, agreement, clause, disposition, is_charge, minor)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::bigint[])`,
      [
        id,
        lines.map(({ key }) => key),
        lines.map(({ project }) => project),
        lines.map(({ agreement }) => agreement),
        lines.map(({ clause }) => clause),
        lines.map(({ disposition }) => disposition),
        lines.map(({ isCharge }) => isCharge),
        lines.map(({ minor }) => minor.toString()),
      ],
    );
  }
}

function creditOf({ minor, tax, currency, gross, net, ...row }: CreditRow): Credit {
  const money = (given: string): Money => Money.minor(BigInt(given), currency ?? 'EUR');
  const original = currency === null ? null : { gross: money(gross), net: money(net) };
  return { ...row, minor: BigInt(minor), tax: BigInt(tax), original };
}
