import type { Day, Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import fc from 'fast-check';
import type { NewPosting, NewTransaction } from '../transaction';
import type { Effect, ModelAccount, Wanted } from './book-model';

/** Accounts every run shares, and those each run has of its own (its name is put behind). */
export const sharedAccounts = [
  'opening',
  'clearing:treasury',
  'conversion:USD',
  'fund:money',
  'fund:envelope:AIMF-GENERAL',
];
export const ownAccounts = {
  receivable: 'receivable:U',
  income: 'income:I',
  hot: 'fund:envelope:HOT',
  envelope: 'fund:envelope:COLD',
  reserved: 'fund:reserved:R',
  other: 'fund:reserved:S',
};

export function modelAccount(account: string): ModelAccount {
  const debit = /^(fund:money|clearing|receivable|conversion)/.test(account);
  return { normal: debit ? 1 : -1, floored: /^fund:(envelope|reserved):(?!AIMF-GENERAL)/.test(account) };
}

const days: Day[] = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-15', '2025-12-31'];
export const months: Month[] = ['2025-12', '2026-01', '2026-02', '2026-03'];

const faults = [
  'UNBALANCED_TRANSACTION',
  'UNKNOWN_ACCOUNT',
  'INVALID_EUR_VALUE',
  'AMOUNT_OUT_OF_RANGE',
  'INVALID_TRANSACTION',
  'MISSING_DIMENSION',
  'WRONG_CURRENCY',
] as const;

/** A transaction someone may wish to post. */
export interface Wish {
  moves: { debit: string; credit: string; cents: number }[];
  /** Takes of the first account with a floor exactly what it holds, or that many cents more. */
  edge: number | null;
  /** Called in dollars: a receivable with its conversion and its income. */
  foreign: { cents: number; eur: number } | null;
  valueDate: Day;
  accountingDate: Day | null;
  fault: (typeof faults)[number] | null;
  /** What it bears to be recognised by. */
  named: 'NOTHING' | 'ID' | 'TRANSFER' | 'BOTH';
  /** The keys of an earlier transaction, instead of its own. */
  again: number | null;
}

const { hot, envelope, reserved, other } = ownAccounts;
const moves = fc.oneof(
  { weight: 4, arbitrary: move(['fund:money'], [hot, hot, envelope]) },
  { weight: 4, arbitrary: move([hot, hot, envelope], [reserved, other]) },
  { weight: 2, arbitrary: move([reserved, other, hot], ['fund:money', envelope]) },
  { weight: 1, arbitrary: move(['fund:envelope:AIMF-GENERAL'], [hot, 'fund:money']) },
  { weight: 1, arbitrary: move(['clearing:treasury', 'opening'], ['opening']) },
);

export const wishes: fc.Arbitrary<Wish> = fc.record({
  moves: fc.array(moves, { minLength: 1, maxLength: 3 }),
  edge: rarely(fc.constantFrom(0, 1), 3),
  foreign: rarely(fc.record({ cents: fc.integer({ min: 1, max: 500 }), eur: fc.integer({ min: 0, max: 500 }) }), 6),
  valueDate: fc.constantFrom(...days),
  accountingDate: rarely(fc.constantFrom(...days), 5),
  fault: rarely(fc.constantFrom(...faults), 12),
  named: fc.constantFrom('NOTHING', 'ID', 'TRANSFER', 'BOTH'),
  again: rarely(fc.nat(50), 8),
});

function move(debits: string[], credits: string[]): fc.Arbitrary<Wish['moves'][number]> {
  const cents = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 300 }));
  return fc.record({ debit: fc.constantFrom(...debits), credit: fc.constantFrom(...credits), cents });
}

/** Once in so many times. */
export function rarely<T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

export interface Named {
  label: string;
  id?: string;
  transfer?: string;
  /** Keys the model knows it by. */
  keys: string[];
  moves: Wish['moves'];
  /** The run's own name of an account. */
  account: (account: string) => string;
}

/** The wish as the journal takes it. */
export function transactionOf(wish: Wish, { label, id, transfer, moves: moved, account }: Named): NewTransaction {
  return {
    ...(id && { id }),
    ...(transfer && { transfer }),
    kind: wish.fault === 'INVALID_TRANSACTION' ? 'Not a kind' : 'model-move',
    reason: 'Wished',
    valueDate: wish.valueDate,
    ...(wish.accountingDate && { accountingDate: wish.accountingDate }),
    actor: 'model',
    metadata: { label },
    postings: [...postingsOf(moved, wish, account), ...faultyPostings(wish, account)],
  };
}

/** The wish as the model takes it. */
export function wantedOf(wish: Wish, { label, keys, moves: moved, account }: Named): Wanted {
  const effects = new Map<string, Effect>();
  for (const { account: name, amount, eur = amount } of postingsOf(moved, wish, account)) {
    const before = effects.get(name) ?? { amount: 0n, eur: 0n };
    effects.set(name, { amount: before.amount + amount.minor, eur: before.eur + eur.minor });
  }
  return {
    label,
    keys,
    effects,
    valueDate: wish.valueDate,
    ...(wish.accountingDate && { accountingDate: wish.accountingDate }),
    ...(wish.fault && {
      fault: { code: wish.fault, early: wish.fault !== 'MISSING_DIMENSION' && wish.fault !== 'WRONG_CURRENCY' },
    }),
  };
}

function postingsOf(all: Wish['moves'], { foreign }: Wish, account: Named['account']): NewPosting[] {
  const moved = all.flatMap(({ debit, credit, cents }) => [
    { account: account(debit), amount: Money.minor(BigInt(cents)) },
    { account: account(credit), amount: Money.minor(BigInt(-cents)) },
  ]);
  if (!foreign) return moved;
  const [usd, eur] = [Money.minor(BigInt(foreign.cents), 'USD'), Money.minor(BigInt(foreign.eur))];
  return [
    ...moved,
    { account: account(ownAccounts.receivable), amount: usd, eur },
    { account: 'conversion:USD', amount: usd.negated(), eur: Money.zero() },
    { account: account(ownAccounts.income), amount: eur.negated(), dimensions: { agreement: 'I' } },
  ];
}

function faultyPostings({ fault }: Wish, account: Named['account']): NewPosting[] {
  const one = Money.minor(1n);
  const against = (name: string, amount = one): NewPosting[] => [
    { account: name, amount },
    { account: 'opening', amount: amount.negated() },
  ];
  switch (fault) {
    case 'UNBALANCED_TRANSACTION':
      return [{ account: 'opening', amount: one }];
    case 'UNKNOWN_ACCOUNT':
      return against('no:such');
    case 'INVALID_EUR_VALUE':
      return [{ account: account(ownAccounts.receivable), amount: Money.minor(1n, 'USD') }];
    case 'AMOUNT_OUT_OF_RANGE':
      return against('clearing:treasury', Money.minor(2n ** 63n));
    case 'MISSING_DIMENSION':
      return against(account(ownAccounts.income));
    case 'WRONG_CURRENCY':
      return against(account(ownAccounts.receivable));
    default:
      return [];
  }
}
