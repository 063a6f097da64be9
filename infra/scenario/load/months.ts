import { monthOf, type Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { type BankEntry, type Statement } from '../bank';
import { statementFile } from '../accounts';
import { plain } from '../mt940';
import type { AccountStatements } from '../other-accounts';
import { lastDay, type Plan, UNCONFIRMED_PROJECTS } from '../plan';
import type { ApiClient } from './client';
import { until } from './client';
import { payOrder, prepareTranche } from './tranches';
import { closeProjects, holdSessions } from './life';
import { justify } from './justifications';
import { approveProgrammes } from './programmes';
import { sideBySide } from './side-by-side';
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

/** One month of the association's life, in the order in which a month goes. */
export async function liveMonth(api: ApiClient, plan: Plan, references: References, month: Month): Promise<void> {
  await callFunds(api, plan, references, month);
  await holdSessions(api, plan, month);
  await approveProgrammes(api, plan, month);
  await confirmAllocations(api, plan, month, 'session');
  const tranches = plan.tranches.filter(({ requestOn }) => monthOf(requestOn) === month);
  await sideBySide(
    tranches,
    ({ project }) => project,
    async (tranche) => {
      await prepareTranche(api, tranche);
      if (tranche.stage !== 'PAID') return;
      references.orders.set(`${tranche.project}-T${tranche.number}`, await payOrder(api, { tranche }));
    },
  );
  const statement = plan.statements.find((candidate) => candidate.month === month) as Statement;
  await importStatements(api, plan, references, statement);
  await reconcile(api, references, statement);
  await reconcileOthers(api, plan, references, statement);
  await confirmAllocations(api, plan, month, 'receipts');
  await justify(api, plan, month);
  await closeProjects(api, plan, month);
  await creditInterest(api, plan, statement);
}

async function callFunds(api: ApiClient, plan: Plan, { calls }: References, month: Month): Promise<void> {
  const due = plan.instalments.filter(({ callOn }) => callOn && monthOf(callOn) === month);
  const call = async ({ agreement, donor, number, callOn, callRate }: (typeof due)[number]): Promise<void> => {
    const rate = callRate && { rate: callRate, source: 'Taux illustratif de l’année', date: callOn };
    const { id, reference } = await api.post<{ id: string; reference: string }>(
      'finance-officer',
      `/api/contributions/agreements/${agreement}/instalments/${number}/call`,
      { effectiveDate: callOn, ...(rate && { rate }) },
      `call:${agreement}:${number}`,
    );
    calls.set(`${agreement}#${number}`, { id, reference });
    await api.post(
      'finance-officer',
      `/api/contributions/agreements/${agreement}/instalments/${number}/sent`,
      { effectiveDate: callOn, to: `finances.${donor.toLowerCase()}@example.org` },
      `call:${agreement}:${number}:sent`,
    );
  };
  await sideBySide(due, ({ agreement }) => agreement, call);
}

/** Each account's bank sends its month in its own format. */
async function importStatements(api: ApiClient, plan: Plan, references: References, main: Statement): Promise<void> {
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

function othersOf(
  plan: Plan,
  { month }: Statement,
): (Omit<AccountStatements, 'statements'> & { statement: Statement })[] {
  return plan.otherStatements.flatMap(({ statements, ...of }) =>
    statements.filter((statement) => statement.month === month).map((statement) => ({ ...of, statement })),
  );
}

/** Receipts in dollars to their instalments, francs to the transfer that brought them, charges. */
async function reconcileOthers(api: ApiClient, plan: Plan, references: References, main: Statement): Promise<void> {
  for (const { account, statement } of othersOf(plan, main)) {
    for (const entry of statement.entries) {
      const { purpose, amount } = entry;
      const id = purpose.kind === 'receipt' && references.calls.get(`${purpose.agreement}#${purpose.number}`)?.id;
      const targets = id ? [{ kind: 'instalment', id, amount }] : targetsOf(entry, references);
      if (targets) await match(api, entry, targets, null, account.code);
    }
  }
  for (const sent of main.entries) {
    if (sent.purpose.kind !== 'transfer') continue;
    const [received] = (await unmatched(api, sent.purpose.to)).filter(
      ({ bookingDate }) => bookingDate === sent.bookedOn,
    );
    if (received) await match(api, sent, [{ kind: 'internal-transfer', id: received.id, amount: sent.amount.abs() }]);
  }
}

/** Everything but interest, which is shared once the month's other movements are known. */
async function reconcile(api: ApiClient, references: References, { month, entries }: Statement): Promise<void> {
  const done = entries.filter(
    ({ leftOpen, purpose }) => !leftOpen && purpose.kind !== 'interest' && purpose.kind !== 'transfer',
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

async function match(
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

interface Allocation {
  id: string;
  status: 'PROPOSED' | 'CONFIRMED' | 'REJECTED' | 'AWAITING_FUNDS';
  effectiveDate: string;
  lines: { agreement: string; amount: { amount: string; currency: string } }[];
}

/** Waits until the platform proposes what the rules say, then confirms it as of the day the plan gives. */
async function confirmAllocations(
  api: ApiClient,
  plan: Plan,
  month: Month,
  cause: 'session' | 'receipts',
): Promise<void> {
  const isOfCause = (day: string) => (cause === 'receipts') === (day === lastDay(month, plan.reference));
  const planned = plan.allocations.filter(({ effectiveDate, project }) => {
    return monthOf(effectiveDate) === month && isOfCause(effectiveDate) && !UNCONFIRMED_PROJECTS.includes(project);
  });
  for (const project of new Set(planned.map((line) => line.project))) {
    const lines = planned.filter((line) => line.project === project);
    const effectiveDate = lines[0]?.effectiveDate as string;
    await until(`allocation of ${project} in ${month}`, async () => {
      const proposals = await proposalsFor(api, project, effectiveDate, lines);
      for (const { id } of proposals ?? []) {
        await api.post(
          'finance-controller',
          `/api/contributions/allocations/${id}/confirm`,
          { effectiveDate },
          `allocation:${id}`,
        );
      }
      return proposals !== undefined;
    });
  }
}

/** Proposals that, with what an earlier run confirmed, make the plan's lines; none as long as they don't. */
async function proposalsFor(
  api: ApiClient,
  project: string,
  effectiveDate: string,
  planned: { agreement: string; amount: Money }[],
): Promise<Allocation[] | undefined> {
  const { items } = await api.get<{ items: Allocation[] }>(
    'finance-controller',
    `/api/contributions/allocations?project=${project}&limit=200`,
  );
  const proposed = items.filter(({ status }) => status === 'PROPOSED');
  const confirmed = items.filter((item) => item.status === 'CONFIRMED' && item.effectiveDate === effectiveDate);
  const makePlanned = (allocations: Allocation[]) =>
    JSON.stringify(totals(allocations.flatMap(linesOf))) === JSON.stringify(totals(planned));
  if (makePlanned(confirmed)) return [];
  return makePlanned([...proposed, ...confirmed]) ? proposed : undefined;
}

function linesOf({ lines }: Allocation): { agreement: string; amount: Money }[] {
  return lines.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount) }));
}

function totals(lines: { agreement: string; amount: Money }[]): [string, string][] {
  const sums = new Map<string, Money>();
  for (const { agreement, amount } of lines) sums.set(agreement, (sums.get(agreement) ?? Money.zero()).plus(amount));
  return [...sums].map(([agreement, sum]): [string, string] => [agreement, sum.amount]).sort();
}

/** The other accounts first: what their interest gives the fund bears interest on the main one. */
async function creditInterest(api: ApiClient, plan: Plan, main: Statement): Promise<void> {
  const others = othersOf(plan, main).map(({ account: { code }, statement }) => ({ code, entries: statement.entries }));
  for (const { code, entries } of [...others, { code: MAIN_ACCOUNT.code, entries: main.entries }])
    for (const entry of entries) {
      if (entry.purpose.kind !== 'interest') continue;
      const { from, to } = entry.purpose;
      await settled(api);
      await api.post('finance-officer', '/api/emergency-fund/accruals', { through: to }, `accrual:${code}:${to}`);
      const target = { kind: 'interest', id: code, amount: entry.amount.abs() };
      await match(api, entry, [target], { period: { from, to } }, code);
      await settled(api);
    }
}

interface Checks {
  messaging?: { outbox: { count: number }; consumerLag: Record<string, number>; waiting: { count: number } };
}

interface Health {
  services: Record<string, { status: string; checks: Checks }>;
}

function isCalm({ messaging }: Checks): boolean {
  if (!messaging) return true;
  const { outbox, waiting, consumerLag } = messaging;
  return [outbox.count, waiting.count, ...Object.values(consumerLag)].every((count) => count === 0);
}

/** Until every service has published and read all there is. */
export async function settled(api: ApiClient): Promise<void> {
  let calm = 0;
  await until('all services to have read every event', async () => {
    const { services } = await api.get<Health>('administrator', '/api/health');
    const all = Object.values(services);
    // A service that is too busy to answer tells nothing of what it has still to do.
    const answered = all.every(({ status }) => status === 'ok');
    calm = answered && all.every(({ checks }) => isCalm(checks)) ? calm + 1 : 0;
    return calm >= 2;
  });
}
