import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Expectation, isBank } from './expected';
import { ApiClient } from './load/client';
import { MAIN_ACCOUNT } from './load/registers';
import type { Plan } from './plan';

export interface Difference {
  day: Day;
  holding: string;
  expected: string;
  actual: string;
}

interface TrialBalance {
  items: { book: string; account: string; balance: { amount: string; currency: string } }[];
}

const EARLIER_DAYS: readonly Day[] = ['2020-12-31', '2023-12-31'];

/** Balance by balance, at three dates: what the platform's books say against what the rules give. */
export async function differences(base: string, plan: Plan): Promise<{ compared: number; found: Difference[] }> {
  const api = new ApiClient(base);
  const expectation = new Expectation(plan);
  const found: Difference[] = [];
  let compared = 0;
  for (const day of [...EARLIER_DAYS, plan.reference.business_day]) {
    const actual = holdings(await api.get<TrialBalance>('auditor', `/api/reporting/trial-balance?asOf=${day}`));
    const expected = gathered(expectation.at(day));
    for (const holding of new Set([...actual.keys(), ...expected.keys()])) {
      compared += 1;
      const [wanted, held] = [expected.get(holding) ?? 0n, actual.get(holding) ?? 0n];
      if (wanted !== held)
        found.push({ day, holding, expected: Money.minor(wanted).toString(), actual: Money.minor(held).toString() });
    }
  }
  return { compared, found };
}

/** Proposed allocations are accounts of their own, not of an agreement: compared as one sum. */
function gathered(expected: Map<string, bigint>): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [holding, cents] of expected) {
    const name = holding.startsWith('reserved:') ? 'reserved' : holding;
    sums.set(name, (sums.get(name) ?? 0n) + cents);
  }
  return sums;
}

/** Gathers the accounts of the four books into the holdings of the expectation; credit balances count positive. */
function holdings({ items }: TrialBalance): Map<string, bigint> {
  const held = new Map<string, bigint>();
  for (const { account, balance } of items) {
    const holding = holdingOf(account);
    if (!holding) continue;
    const { minor } = Money.of(balance);
    held.set(holding, (held.get(holding) ?? 0n) + (isBank(holding) ? minor : -minor));
  }
  return held;
}

function holdingOf(account: string): string | undefined {
  const [first, kind, key, agreement] = account.split(':') as [string, string?, string?, string?];
  if (first === 'bank') return kind === MAIN_ACCOUNT.code ? 'bank' : account;
  if (first !== 'fund') return undefined;
  switch (kind) {
    case 'envelope':
      return `envelope:${key}`;
    case 'allocation':
      return `project:${key}:${agreement}`;
    case 'tranche':
      return `project:${key?.replace(/-T\d+$/, '')}:${agreement}`;
    case 'reserved':
      return 'reserved';
    case 'due-to-donor':
      return `due:${key}`;
    case 'emergency':
      return 'emergency';
    case 'aid':
      return 'emergency';
    case 'donations':
      return `donations:${key}`;
    default:
      return undefined;
  }
}
