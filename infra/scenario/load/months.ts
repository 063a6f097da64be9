import { monthOf, type Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import type { Statement } from '../bank';
import { lastDay, type Plan, UNCONFIRMED_PROJECTS } from '../plan';
import { type ApiClient, until } from './client';
import { payOrder, prepareTranche } from './tranches';
import { closeProjects, holdSessions } from './life';
import { justify } from './justifications';
import { approveProgrammes } from './programmes';
import { sideBySide } from './side-by-side';
import { importStatements, match, othersOf, reconcile, reconcileOthers, type References } from './reconciliation';
import { MAIN_ACCOUNT } from './registers';
import { settled } from './settled';

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
