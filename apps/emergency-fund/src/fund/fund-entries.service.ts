import type { Day } from '@abonde/calendar';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Steps } from '../accruals/timeline';
import type { Entry, Origin } from '../aid/lineage';

/** The proposal that was decided, or whose payment came back; of what a city gives back, all of its case that are paid. */
const aids = `coalesce(
  (SELECT array[t.metadata->>'proposal'] WHERE t.metadata ? 'proposal'),
  (SELECT array[o.metadata->>'proposal'] WHERE o.metadata ? 'proposal'),
  (SELECT array_agg(y.proposal::text) FROM aid_payments y
    WHERE y.payment_request::text = coalesce(t.metadata->>'paymentRequest', o.metadata->>'paymentRequest')),
  (SELECT array_agg(y.proposal::text) FROM aid_payments y WHERE y.case_code = p.dimensions->>'case' AND y.state = 'SETTLED'),
  '{}')`;

/** Reads this service's own journal entry by entry, where balances are not enough. */
@Injectable()
export class FundEntries {
  /** The fund's own cash (free, committed and donations) from a day on, by the day from which it bears interest. */
  async ownCash(tx: EntityManager, from: Day): Promise<Steps<bigint>> {
    const rows: { day: number; held: string }[] = await tx.query(
      `SELECT day - DATE '1970-01-01' AS day, sum(minor) OVER (ORDER BY day)::text AS held
         FROM (SELECT greatest(coalesce((t.metadata->>'bearsFrom')::date, t.value_date), $1) AS day, -sum(p.eur) AS minor
                 FROM ledger.postings p
                 JOIN ledger.accounts a ON a.id = p.account
                 JOIN ledger.transactions t ON t.position = p.transaction
                WHERE a.path = 'fund:emergency' OR a.path LIKE 'fund:aid:%' OR a.path LIKE 'fund:donations:%'
                GROUP BY 1 HAVING sum(p.eur) <> 0) moved
        ORDER BY day`,
      [from],
    );
    return { days: rows.map(({ day }) => day), values: rows.map(({ held }) => BigInt(held)) };
  }

  /** Entries of the free fund and of the donations, in the order of the journal, each with the aids it was for. */
  async sources(tx: EntityManager): Promise<Entry[]> {
    const rows: (Omit<Entry, 'minor' | 'origin'> & Origin & { minor: string })[] = await tx.query(
      `SELECT a.path AS account, (-p.eur)::text AS minor, p.dimensions->>'agreement' AS agreement,
              p.dimensions->>'project' AS project, p.dimensions->>'disposition' AS disposition, p.dimensions->>'case' AS case,
              CASE WHEN p.dimensions ? 'case' THEN ${aids} ELSE '{}' END AS aids
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
         JOIN ledger.transactions t ON t.position = p.transaction LEFT JOIN ledger.transactions o ON o.id = t.reverses
        WHERE a.path = 'fund:emergency' OR a.path LIKE 'fund:donations:%'
        ORDER BY p.transaction, p.line`,
    );
    return rows.map(({ minor, project, agreement, disposition, ...row }) => ({
      ...row,
      minor: BigInt(minor),
      origin: { project, agreement, disposition },
    }));
  }

  /** What is accrued for the fund and not yet credited, in cents; as of an accounting date where one is given. */
  async accruedForFund(tx: EntityManager, asOf?: Day): Promise<bigint> {
    const [row]: { minor: string }[] = await tx.query(
      `SELECT coalesce(sum(p.eur), 0)::text AS minor
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE a.path LIKE 'accrued-interest:%' AND p.dimensions->>'disposition' IN ('EMERGENCY_FUND', 'OWN')
          AND ($1::date IS NULL OR p.accounting_date <= $1)`,
      [asOf ?? null],
    );
    return BigInt(row?.minor ?? '0');
  }

  /** Aid that left the bank, less what came back, in cents. */
  async aidPaid(tx: EntityManager, asOf?: Day): Promise<bigint> {
    const [row]: { minor: string }[] = await tx.query(
      `SELECT coalesce(sum(p.eur), 0)::text AS minor
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE a.path LIKE 'aid-expense:%' AND ($1::date IS NULL OR p.accounting_date <= $1)`,
      [asOf ?? null],
    );
    return BigInt(row?.minor ?? '0');
  }
}
