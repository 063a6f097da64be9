import type { EntityManager } from 'typeorm';
import { MatchRefused } from './target';

/**
 * What is closed stays as it was found: two controllers reopen the month first.
 * @param of a match, or one entry
 * @throws {MatchRefused} 409 `PERIOD_CLOSED` with the account and the month
 */
export async function checkPeriodOpen(tx: EntityManager, of: { match: string } | { entry: string }): Promise<void> {
  const [column, id] = 'match' in of ? ['match_id', of.match] : ['id', of.entry];
  const [closed]: { account: string; month: string }[] = await tx.query(
    `SELECT a.code AS account, c.month FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
       JOIN closed_periods c ON c.account_id = e.account_id AND c.month = to_char(e.accounting_date, 'YYYY-MM')
      WHERE e.${column} = $1 LIMIT 1`,
    [id],
  );
  if (!closed) return;
  const detail = `${closed.month} is closed for ${closed.account}: two controllers reopen it first.`;
  throw new MatchRefused('PERIOD_CLOSED', 409, 'The period is closed', detail, { ...of, ...closed });
}
