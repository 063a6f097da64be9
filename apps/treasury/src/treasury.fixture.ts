import { startTestService, type TestService } from '@abonde/testing';
import { AppModule } from './app.module';
import { type Dialect, writeCamt, type WrittenStatement } from './statements/camt.fixture';

export const iban = 'FR7630006000011234567890189';
export const otherIban = 'FR1420041010050500013M02606';
export const dollars = 'CH9300762011623852957';

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** Treasury with a business day, and an account `BNP` of 1,000 EUR opened on 1 January 2026. */
export async function startTreasury(): Promise<TestService> {
  const service = await startTestService({
    service: 'treasury',
    module: AppModule,
    environment: { BUSINESS_DAY: '2026-06-30' },
  });
  await openAccount(service, 'BNP', iban);
  return service;
}

export async function openAccount(
  service: TestService,
  code: string,
  number: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { status, body } = await service.http('finance-officer').post('/accounts', {
    code,
    name: code,
    iban: number,
    bic: 'AGRIFRPP',
    currency: 'EUR',
    openingDate: '2026-01-01',
    openingBalance: eur('1000.00'),
    ...more,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id as string;
}

export function upload(service: TestService, statements: WrittenStatement[], dialect?: Dialect, path = '/statements') {
  return uploadText(service, writeCamt(statements, dialect), path);
}

export function uploadText(service: TestService, text: string, path = '/statements') {
  return uploadBytes(service, Buffer.from(text), path);
}

export function uploadBytes(
  service: TestService,
  bytes: Uint8Array<ArrayBuffer>,
  path = '/statements',
  { name = 'statement.xml', ...fields }: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([bytes]), name);
  return service.http('finance-officer').post(path, form);
}

/** Lines of the journal as `account amount currency eur`, of the transactions of a kind, in their order. */
export async function journal(service: TestService, kind: string): Promise<string[][]> {
  const rows = await service.sql<{ id: string; line: string }>(
    `SELECT t.position AS id, a.path || ' ' || p.amount || ' ' || p.currency || ' ' || p.eur AS line
       FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position JOIN ledger.accounts a ON a.id = p.account
      WHERE t.kind = $1 ORDER BY t.position, p.line`,
    [kind],
  );
  const transactions = new Map<string, string[]>();
  for (const { id, line } of rows) transactions.set(id, [...(transactions.get(id) ?? []), line]);
  return [...transactions.values()];
}

/** Balance of an account in its currency's minor units and in cents of EUR. */
export async function balance(service: TestService, account: string): Promise<[string, string]> {
  const [row] = await service.sql<{ amount: string; eur: string }>(
    `SELECT coalesce(sum(p.amount), 0)::text AS amount, coalesce(sum(p.eur), 0)::text AS eur
       FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account WHERE a.path = $1`,
    [account],
  );
  return [row?.amount ?? '0', row?.eur ?? '0'];
}

let statementNumber = 0;

/** Imports one entry on its own day's statement; gives its id. The account's stored balance is the opening. */
export async function bankEntry(
  service: TestService,
  entry: WrittenStatement['entries'][number],
  account: { code: string; number: string; currency?: string } = { code: 'BNP', number: iban },
): Promise<string> {
  const { body } = await service.http('finance-officer').get(`/accounts/${account.code}`);
  statementNumber += 1;
  const statement = {
    account: account.number,
    currency: account.currency ?? 'EUR',
    id: `S${statementNumber}`,
    number: String(statementNumber),
    opening: body.balance.amount as string,
    period: { from: entry.bookingDate, to: entry.bookingDate },
    entries: [entry],
  };
  const imported = await upload(service, [statement]);
  if (imported.status !== 201) throw new Error(JSON.stringify(imported.body));
  const [row] = await service.sql<{ id: string }>('SELECT id FROM bank_entries WHERE statement_id = $1', [
    imported.body.statements[0].id,
  ]);
  return row?.id ?? '';
}
