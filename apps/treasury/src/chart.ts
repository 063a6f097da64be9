import type { Chart } from '@abonde/ledger';

/** Book of treasury: money at the bank, what waits for an explanation, and what crosses to the other books. */
export const chart: Chart = [
  { account: 'bank:*', layer: 'GENERAL', pcg: '5121', normal: 'DEBIT', currency: 'OWN', floor: 'NONE', system: true },
  {
    account: 'suspense:*',
    layer: 'GENERAL',
    pcg: '471',
    normal: 'DEBIT',
    currency: 'OWN',
    floor: 'NONE',
    system: true,
  },
  { account: 'internal-transfers:*', layer: 'GENERAL', pcg: '58', normal: 'DEBIT', currency: 'OWN', floor: 'NONE' },
  {
    account: 'conversion:*',
    layer: 'GENERAL',
    pcg: null,
    normal: 'DEBIT',
    currency: 'OWN',
    floor: 'NONE',
    system: true,
  },
  {
    account: 'clearing:contributions',
    layer: 'GENERAL',
    pcg: '581',
    normal: 'DEBIT',
    currency: 'EUR',
    floor: 'NONE',
    system: true,
  },
  {
    account: 'clearing:disbursements',
    layer: 'GENERAL',
    pcg: '582',
    normal: 'DEBIT',
    currency: 'EUR',
    floor: 'NONE',
    system: true,
  },
  {
    account: 'clearing:emergency-fund',
    layer: 'GENERAL',
    pcg: '583',
    normal: 'DEBIT',
    currency: 'EUR',
    floor: 'NONE',
    system: true,
  },
];

export type Clearing = 'clearing:contributions' | 'clearing:disbursements' | 'clearing:emergency-fund';
