import { startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../app.module';

export interface Written {
  kind: string;
  valueDate: string;
  transfer: string | null;
  reverses: string | null;
  /** `account +12.34`, without dimensions, summed by account, in the order of accounts. */
  postings: string[];
}

interface Row {
  position: string;
  kind: string;
  value_date: string;
  transfer: string | null;
  reverses: string | null;
  path: string;
  eur: string;
}

export function startEmergencyFund(): Promise<TestService> {
  return startTestService({ service: 'emergency-fund', module: AppModule });
}

/** The journal from a position on, each transaction with its postings summed by account. */
export async function journal(service: TestService, after = 0): Promise<Written[]> {
  const rows = await service.sql<Row>(
    `SELECT t.position, t.kind, t.value_date::text, t.transfer, t.reverses, a.path, sum(p.eur)::text AS eur
       FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position JOIN ledger.accounts a ON a.id = p.account
      WHERE t.position > $1 GROUP BY t.position, a.path ORDER BY t.position, a.path`,
    [after],
  );
  const written = new Map<string, Written>();
  for (const row of rows) {
    const known = written.get(row.position) ?? {
      kind: row.kind,
      valueDate: row.value_date,
      transfer: row.transfer,
      reverses: row.reverses,
      postings: [],
    };
    if (row.eur !== '0') known.postings.push(`${row.path} ${euros(row.eur)}`);
    written.set(row.position, known);
  }
  return [...written.values()];
}

export async function lastPosition(service: TestService): Promise<number> {
  const [row] = await service.sql<{ position: string | null }>(
    'SELECT max(position) AS position FROM ledger.transactions',
  );
  return Number(row?.position ?? 0);
}

/** Balances on their debit side, of the accounts that hold something. */
export async function balances(service: TestService): Promise<Record<string, string>> {
  const rows = await service.sql<{ path: string; eur: string }>(
    `SELECT a.path, sum(p.eur)::text AS eur FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
      GROUP BY a.path HAVING sum(p.eur) <> 0 ORDER BY a.path`,
  );
  return Object.fromEntries(rows.map(({ path, eur }) => [path, euros(eur)]));
}

/** Transactions in which the bank's money and the fund's don't move together, or a layer isn't balanced: none, ever. */
export function unsound(service: TestService): Promise<unknown[]> {
  return service.sql(
    `SELECT t.position, t.kind FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position
       JOIN ledger.accounts a ON a.id = p.account
      GROUP BY t.position, t.kind
     HAVING coalesce(sum(p.eur) FILTER (WHERE a.path = 'clearing:treasury'), 0) <> coalesce(sum(p.eur) FILTER (WHERE a.path = 'fund:money'), 0)
         OR sum(p.eur) FILTER (WHERE a.layer = 'GENERAL') <> 0 OR sum(p.eur) FILTER (WHERE a.layer = 'FUND') <> 0
         OR bool_or(NOT p.dimensions ? 'instrument')`,
  );
}

function euros(cents: string): string {
  const sign = cents.startsWith('-') ? '-' : '+';
  const digits = cents.replace('-', '').padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
