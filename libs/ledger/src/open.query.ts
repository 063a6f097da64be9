import type { ChartEntry, Dimensions, Floor } from './chart';
import { WrongCurrency } from './ledger-error';
import type { Statements } from './post.query';

export interface OpenOptions {
  currency?: string;
  pcg?: string;
  floor?: Floor;
  /** Carried by every posting on the account that does not say otherwise. */
  dimensions?: Dimensions;
}

export interface Opening extends OpenOptions {
  account: string;
  entry: ChartEntry;
}

/**
 * Opens an account unless it is open; false when it is open with another currency, PCG number or floor.
 * @throws {WrongCurrency} when the chart keeps it in EUR
 */
export async function open(db: Statements, { account, entry, ...options }: Opening): Promise<boolean> {
  const currency = options.currency ?? 'EUR';
  if (entry.currency === 'EUR' && currency !== 'EUR') throw new WrongCurrency(account, 'EUR', currency);
  const pcg = options.pcg ?? entry.pcg;
  const floored = (options.floor ?? entry.floor) === 'NON_NEGATIVE';
  const normal = entry.normal === 'DEBIT' ? 1 : -1;
  const required = (entry.requires ?? []).join(',');
  const dimensions = JSON.stringify(options.dimensions ?? {});
  const columns = [account, currency, entry.layer, pcg, normal, floored, required, dimensions].map((value) => [value]);
  await db.query('SELECT ledger.open($1, $2, $3, $4, $5, $6, $7, $8)', columns);
  const [same]: unknown[] = await db.query(
    'SELECT FROM ledger.accounts WHERE path = $1 AND currency = $2 AND pcg IS NOT DISTINCT FROM $3 AND floored = $4',
    [account, currency, pcg, floored],
  );
  return same !== undefined;
}
