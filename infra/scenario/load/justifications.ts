import { monthOf, type Month } from '@abonde/calendar';
import { convert, Money, PEGS, Rational } from '@abonde/money';
import { overBudget } from '../budget';
import type { Plan, PlannedTranche } from '../plan';
import { type ApiClient, until } from './client';
import { PROGRAMME_ACTIVITY } from './programmes';
import { sideBySide } from './side-by-side';

interface Expense {
  budgetLine: string;
  date: string;
  amount: Money;
  document: string;
  rate?: { localPerEuro: string; source: string; date: string };
}

/** Where the parity isn't fixed: what a city's bank gives for a euro, and what the rate of reports was for one of its tranches. */
const floating: Readonly<Record<string, { given: string; reported: string; tranche: number }>> = {
  'KH-SR-PROFERTIL': { given: '4520', reported: '4480', tranche: 2 },
};

export async function justify(api: ApiClient, plan: Plan, month: Month): Promise<void> {
  const justified = plan.tranches.filter(({ justifyOn }) => justifyOn && monthOf(justifyOn) === month);
  await sideBySide(
    justified,
    ({ project }) => project,
    (tranche) => justifyTranche(api, plan, tranche),
  );
}

async function justifyTranche(api: ApiClient, plan: Plan, tranche: PlannedTranche): Promise<void> {
  const code = `${tranche.project}-T${tranche.number}`;
  const path = `/api/disbursements/tranches/${code}`;
  const body = { effectiveDate: tranche.justifyOn, lines: expensesOf(plan, tranche) };
  await until(`justification of ${code}`, async () => {
    await convertTranche(api, tranche, path);
    await api.post('project-officer', `${path}/justifications`, body, `justify:${code}`);
    return true;
  });
}

/** What the city's bank gave for the tranche, where expenses are in a currency without a fixed parity. */
async function convertTranche(api: ApiClient, tranche: PlannedTranche, path: string): Promise<void> {
  const rate = floating[tranche.project];
  if (!rate) return;
  const local = convert(tranche.amount, 'KHR', Rational.parse(rate.given)).toJSON();
  const { conversion } = await api.get<{ conversion: object | null }>('project-officer', path);
  if (conversion) return;
  await api.put('project-officer', `${path}/conversion`, {
    local,
    on: tranche.paidOn,
    source: 'Avis de crédit (exemple)',
  });
}

function expensesOf(plan: Plan, tranche: PlannedTranche): Expense[] {
  const { project, amount, justifyOn } = tranche;
  const date = justifyOn as string;
  if (plan.programmes.some(({ id }) => id === project))
    return [{ budgetLine: PROGRAMME_ACTIVITY, date, amount, document: pieceOf(tranche, 1) }];
  const spent = spentOn(plan, tranche);
  return overBudget(spent.amount).map((line, at) => ({
    ...{ budgetLine: line.label, date, amount: line.amount, document: pieceOf(tranche, at + 1) },
    ...(spent.rate && { rate: { localPerEuro: spent.rate, source: 'InforEuro (exemple)', date } }),
  }));
}

/** In the local currency where a euro's worth in it is known, else in euros. */
function spentOn(plan: Plan, { project, number, amount }: PlannedTranche): { amount: Money; rate?: string } {
  const currency = plan.projects.find(({ id }) => id === project)?.local_ccy ?? 'EUR';
  const parity = PEGS.get(currency);
  if (parity) return { amount: convert(amount, currency, parity) };
  const rate = floating[project];
  if (!rate) return { amount };
  const local = convert(amount, currency, Rational.parse(rate.given));
  return { amount: local, ...(rate.tranche === number && { rate: rate.reported }) };
}

function pieceOf({ project, number }: PlannedTranche, at: number): string {
  return `PJ-${project}-${number}-${at} (exemple)`;
}
