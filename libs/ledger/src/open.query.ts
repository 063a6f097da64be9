import { Money } from '@abonde/money';
import type { ChartEntry, Dimensions, Floor } from './chart';
import { InvalidTransaction, WrongCurrency } from './ledger-error';
import type { Statements } from './post.query';

export interface OpenOptions {
  currency?: string;
  pcg?: string;
  floor?: Floor;
  /** An account with a floor may go below zero by so much, on its normal side and in its currency; fixed when it opens. */
  allowance?: Money;
  /** Carried by every posting on the account that does not say otherwise. */
  dimensions?: Dimensions;
}

export interface Opening extends OpenOptions {
  account: string;
  entry: ChartEntry;
}

/**
 * Opens an account unless it is open; false when it is open with another currency, PCG number, floor or allowance.
 * @throws {WrongCurrency} when the chart keeps it in EUR, or its allowance is in another currency
 */
export async function open(db: Statements, { account, entry, ...options }: Opening): Promise<boolean> {
  const currency = options.currency ?? 'EUR';
  if (entry.currency === 'EUR' && currency !== 'EUR') throw new WrongCurrency(account, 'EUR', currency);
  const pcg = options.pcg ?? entry.pcg;
  const floored = (options.floor ?? entry.floor) === 'NON_NEGATIVE';
  const allowance = allowed(account, options.allowance ?? Money.zero(currency), { currency, floored });
  const normal = entry.normal === 'DEBIT' ? 1 : -1;
  const required = (entry.requires ?? []).join(',');
  const dimensions = JSON.stringify(options.dimensions ?? {});
  const columns = [account, currency, entry.layer, pcg, normal, floored, required, dimensions];
  if (allowance === 0n) {
    await db.query(
      'SELECT ledger.open($1, $2, $3, $4, $5, $6, $7, $8)',
      columns.map((value) => [value]),
    );
  } else await db.query(openLimited, [...columns, allowance]);
  const [same]: unknown[] = await db.query(
    `SELECT FROM ledger.accounts
      WHERE path = $1 AND currency = $2 AND pcg IS NOT DISTINCT FROM $3 AND floored = $4 AND allowance = $5`,
    [account, currency, pcg, floored, allowance],
  );
  return same !== undefined;
}

const openLimited = `
  WITH opened AS (
    INSERT INTO ledger.accounts (path, currency, layer, pcg, normal, floored, required, dimensions, allowance)
    VALUES ($1, $2, $3, $4, $5, $6, coalesce(string_to_array($7, ','), '{}'), $8, $9)
    ON CONFLICT (path) DO NOTHING RETURNING id, normal, allowance
  )
  INSERT INTO ledger.balances (account, amount) SELECT id, normal * allowance FROM opened`;

function allowed(account: string, limit: Money, { currency, floored }: { currency: string; floored: boolean }): bigint {
  if (limit.currency !== currency) throw new WrongCurrency(account, currency, limit.currency);
  if (limit.isNegative() || (!floored && limit.isPositive())) {
    throw new InvalidTransaction(`An allowance is positive, and ${account} needs a floor to have one.`, {
      account,
      allowance: limit,
    });
  }
  return limit.minor;
}
