import type { Day } from '@abonde/calendar';
import type { LedgerFilter } from '../ledger/ledger-filter';

/** What a figure is about: a period, and an instrument where one is chosen. */
export interface Scope {
  from?: Day;
  to?: Day;
  instrument?: string;
  donor?: string;
  agreement?: string;
  project?: string[];
}

type Figure = (scope: Scope) => LedgerFilter;
const credit = { side: 'credit' } as const;
const HELD_FOR_DONORS = ['fund:envelope:*', 'fund:unapplied:*', 'fund:due-to-donor:*', 'fund:shortfall:*'];

/**
 * Every published figure, as the ledger entries it is the sum of: the only place that says what a figure is.
 * Money that enters a pool is read on its credit side, money that leaves it on its debit side.
 */
export const figures = {
  /** Donors' money, gross of fees, net of what the bank took back; what is not applied to an agreement yet counts. */
  received: (scope) => ({
    book: 'contributions',
    layer: 'FUND',
    flow: ['received', 'applied'],
    account: HELD_FOR_DONORS,
    ...scope,
    ...credit,
  }),
  /** Called from donors, at the rate of the day of the call. */
  called: (scope) => ({ book: 'contributions', flow: ['called'], account: ['receivable:*'], ...scope }),
  /** Voted by the Bureau or agreed with the donors of a programme; not lowered by payments nor by closing a project. */
  attributed: (scope) => ({
    book: 'disbursements',
    flow: ['attributed'],
    account: ['commitment:*'],
    ...scope,
    ...credit,
  }),
  /** Left the bank for a city, net of what came back. */
  disbursed: (scope) => ({ flow: ['paid'], account: ['fund:money'], ...scope, ...credit }),
  /** Allocated to projects, net of releases. */
  allocated: (scope) => ({
    book: 'disbursements',
    flow: ['allocated'],
    account: ['fund:allocation:*'],
    ...scope,
    ...credit,
  }),
  /** Spent by cities and proven. */
  justified: (scope) => ({
    book: 'disbursements',
    flow: ['justified'],
    account: ['fund:advanced:*'],
    ...scope,
    ...credit,
  }),
  refunded: (scope) => ({ book: 'contributions', layer: 'FUND', flow: ['refunded'], pool: true, ...scope }),
  recovered: (scope) => ({ book: 'disbursements', flow: ['recovered'], account: ['fund:money'], ...scope }),
  /** Taken for management, at receipt. */
  fees: (scope) => ({ book: 'contributions', layer: 'FUND', flow: ['fee'], pool: true, ...scope }),
  interestRetained: (scope) => ({
    book: 'contributions',
    layer: 'FUND',
    flow: ['interest'],
    pool: true,
    ...scope,
    ...credit,
  }),
  /** Realised interest of donors' money that feeds the emergency fund. */
  interestToFund: (scope) => ({
    book: 'emergency-fund',
    account: ['fund:emergency'],
    flow: ['interest'],
    ...scope,
    ...credit,
  }),
  /** Free in envelopes. */
  free: (scope) => ({ book: 'contributions', account: ['fund:envelope:*'], ...scope, ...credit }),
  /** Realised products that may be awarded; a shortfall comes off. */
  emergencyAvailable: ({ to }) => ({
    book: 'emergency-fund',
    account: ['fund:emergency', 'fund:shortfall:*'],
    to,
    ...credit,
  }),
  /** Earned and not yet credited by the bank. */
  emergencyAccrued: ({ to }) => ({ book: 'emergency-fund', account: ['accrued-interest:*'], to }),
  donationsAvailable: ({ to }) => ({ book: 'emergency-fund', account: ['fund:donations:*'], to, ...credit }),
  suspense: ({ to }) => ({ book: 'treasury', account: ['suspense:*'], to, ...credit }),
  /** What an instrument's pool gained over the period, all flows together. */
  poolChange: (scope) => ({ pool: true, ...scope, ...credit }),
} satisfies Record<string, Figure>;

/** Income that no donor owes: it is no receipt. */
const OWN_INCOME = '!income:AIMF-GENERAL';

/** Terms of the conservation of money: what stands against `clearing:treasury` tells what cash was. */
const TERMS = {
  opening: { account: ['opening'], ...credit },
  received: { account: ['receivable:*', 'unapplied:*', 'income:*', 'deferred-income:*', OWN_INCOME], ...credit },
  interest: { account: ['accrued-interest:*', 'interest-income'], ...credit },
  recovered: { account: ['recoverable:*'], ...credit },
  exchangeGain: { account: ['exchange-gain'], ...credit },
  paid: { account: ['payable:*', 'aid-expense:*'] },
  refunded: { account: ['payable-to-donor:*'] },
  charges: { account: ['bank-charges', 'interest-charge', 'tax-on-interest'] },
  exchangeLoss: { account: ['exchange-loss'] },
} as const satisfies Record<string, LedgerFilter>;

export const MONEY_IN = ['opening', 'received', 'interest', 'recovered', 'otherIncome', 'exchangeGain'] as const;
export const MONEY_OUT = ['paid', 'refunded', 'charges', 'exchangeLoss'] as const;
export type ConservationTerm = (typeof MONEY_IN)[number] | (typeof MONEY_OUT)[number];

const named = Object.values(TERMS).flatMap(({ account }) => [...account]);

export const conservation: Record<ConservationTerm, LedgerFilter> = {
  ...mapValues(TERMS, (term) => ({ layer: 'GENERAL', cash: true, ...term })),
  /** Whatever no other term names, so that no cash can be left out. */
  otherIncome: { layer: 'GENERAL', cash: true, except: ['clearing:treasury', 'conversion:*', ...named], ...credit },
};

/** Every account that says whose euros are held: books of contributions, disbursements and the emergency fund. */
export const PROVENANCE = [
  'fund:envelope:*',
  'fund:reserved:*',
  'fund:due-to-donor:*',
  'fund:unapplied:*',
  'fund:allocation:*',
  'fund:tranche:*',
  'fund:emergency',
  'fund:aid:*',
  'fund:donations:*',
  'fund:shortfall:*',
];
/** The bank as treasury's book says it, less what it can't explain yet. */
export const BANK = ['bank:*', 'suspense:*', 'internal-transfers:*'];

function mapValues<Key extends string, From, To>(record: Record<Key, From>, map: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, map(value)])) as Record<Key, To>;
}
