import { Money } from '@abonde/money';
import { statementFile } from '../accounts';
import type { BankEntry, Statement } from '../bank';
import { plain } from '../mt940';
import type { AccountStatements } from '../other-accounts';
import type { Plan } from '../plan';
import { type ApiClient, until } from './client';
import { MAIN_ACCOUNT } from './registers';

interface Entry {
  id: string;
  amount: { amount: string; currency: string };
  bookingDate: string;
  counterparty: string | null;
  remittance: string | null;
}

/** What the platform gave that the bank's customers quote back. */
export interface References {
  /** By agreement and number of the instalment. */
  calls: Map<string, { id: string; reference: string }>;
  /** By tranche or case. */
  orders: Map<string, string>;
}

/** Each account's bank sends its month in its own format. */
export async function importStatements(
  api: ApiClient,
  plan: Plan,
  references: References,
  main: Statement,
): Promise<void> {
  const format = plan.reference.bank_accounts.find(({ id }) => id === MAIN_ACCOUNT.code)?.format;
  await importStatement(api, references, MAIN_ACCOUNT, format, main);
  for (const { account, format: its, statement } of othersOf(plan, main))
    await importStatement(api, references, account, its, statement);
}

async function importStatement(
  api: ApiClient,
  references: References,
  account: Parameters<typeof statementFile>[0],
  format: string | undefined,
  statement: Statement,
): Promise<void> {
  const { name, type, content } = statementFile(account, format, statement, ({ purpose }) => {
    if (purpose.kind === 'receipt')
      return { reference: references.calls.get(`${purpose.agreement}#${purpose.number}`)?.reference };
    if (purpose.kind === 'tranche') return { endToEndId: references.orders.get(purpose.tranche) };
    if (purpose.kind === 'aid') return { endToEndId: references.orders.get(purpose.case) };
    return {};
  });
  await api.upload('finance-officer', '/api/treasury/statements', name, content, type);
}

export function othersOf(
  plan: Plan,
  { month }: Statement,
): (Omit<AccountStatements, 'statements'> & { statement: Statement })[] {
  return plan.otherStatements.flatMap(({ statements, ...of }) =>
    statements.filter((statement) => statement.month === month).map((statement) => ({ ...of, statement })),
  );
}

/** Receipts in dollars to their instalments, what moved between accounts to where it arrived, charges. */
export async function reconcileOthers(
  api: ApiClient,
  plan: Plan,
  references: References,
  main: Statement,
): Promise<void> {
  const others = othersOf(plan, main).map(({ account, statement }) => ({ account: account.code, statement }));
  for (const { account, statement } of others) {
    for (const entry of statement.entries) {
      const { purpose, amount } = entry;
      const id = purpose.kind === 'receipt' && references.calls.get(`${purpose.agreement}#${purpose.number}`)?.id;
      const targets = id ? [{ kind: 'instalment', id, amount }] : targetsOf(entry, references);
      if (targets) await match(api, entry, targets, null, account);
    }
  }
  for (const { account, statement } of [{ account: MAIN_ACCOUNT.code, statement: main }, ...others])
    for (const entry of statement.entries) await matchTransfer(api, entry, account);
}

async function matchTransfer(api: ApiClient, sent: BankEntry, account: string): Promise<void> {
  if (sent.purpose.kind !== 'transfer') return;
  const { to, arrives } = sent.purpose;
  const received = (await unmatched(api, to)).find(
    ({ bookingDate, amount }) => bookingDate === sent.bookedOn && Money.of(amount).equals(arrives),
  );
  if (!received) return;
  await match(api, sent, [{ kind: 'internal-transfer', id: received.id, amount: sent.amount.abs() }], null, account);
}

/** Everything but interest, shared once the month's other movements are known, and what moved between accounts. */
export async function reconcile(api: ApiClient, references: References, { month, entries }: Statement): Promise<void> {
  const done = entries.filter(
    ({ leftOpen, purpose }) => !leftOpen && !['interest', 'transfer', 'transferred'].includes(purpose.kind),
  );
  await Promise.all(
    done.map(async (entry) => {
      const targets = targetsOf(entry, references);
      if (targets) await match(api, entry, targets, entry.original && { charges: entry.original.fee });
    }),
  );
  const automatic = done.filter((entry) => !targetsOf(entry, references));
  if (automatic.length === 0) return;
  await until(`automatic matches of ${month}`, async () => {
    await api.post(
      'finance-officer',
      '/api/treasury/matches/auto',
      { account: MAIN_ACCOUNT.code },
      `auto:${month}:${Date.now()}`,
    );
    const open = await unmatched(api);
    return automatic.every((entry) => !open.some((candidate) => sameEntry(candidate, entry)));
  });
}

/** Entries that a person matches; those with an exact reference match by themselves. */
function targetsOf(
  { purpose, amount, original }: BankEntry,
  { calls }: References,
): { kind: string; id: string; amount: Money }[] | undefined {
  if (purpose.kind === 'charge') return [{ kind: 'classification', id: 'CHARGE', amount: amount.abs() }];
  if (purpose.kind === 'donation') return [{ kind: 'donation', id: purpose.agreement, amount }];
  if (purpose.kind === 'receipt' && original) {
    return [
      {
        kind: 'instalment',
        id: calls.get(`${purpose.agreement}#${purpose.number}`)?.id as string,
        amount: original.amount,
      },
    ];
  }
  return undefined;
}

export async function match(
  api: ApiClient,
  entry: BankEntry,
  targets: unknown[],
  extra: object | null = null,
  account = MAIN_ACCOUNT.code,
): Promise<void> {
  await until(`match of ${entry.remittance} on ${entry.bookedOn}`, async () => {
    const found = (await unmatched(api, account)).find((candidate) => sameEntry(candidate, entry));
    if (!found) return true;
    await api.post(
      'finance-officer',
      '/api/treasury/matches',
      { entryId: found.id, targets, ...extra },
      `match:${found.id}`,
    );
    return true;
  });
}

async function unmatched(api: ApiClient, account = MAIN_ACCOUNT.code): Promise<Entry[]> {
  const { items } = await api.get<{ items: Entry[] }>(
    'finance-officer',
    `/api/treasury/entries?status=unmatched&account=${account}&limit=200`,
  );
  return items;
}

/** Banks write their customers' names with the letters that their format has. */
function sameEntry(entry: Entry, { bookedOn, amount, counterparty }: BankEntry): boolean {
  const named = plain(entry.counterparty ?? '') === plain(counterparty);
  return named && entry.bookingDate === bookedOn && entry.amount.amount === amount.amount;
}
