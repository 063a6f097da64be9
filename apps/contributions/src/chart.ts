import type { Chart, ChartEntry } from '@abonde/ledger';

const credit = (account: string, pcg: string, floor: ChartEntry['floor'] = 'NONE'): ChartEntry => ({
  account,
  pcg,
  floor,
  layer: 'GENERAL',
  normal: 'CREDIT',
  currency: 'EUR',
  requires: ['instrument'],
});
const debit = (account: string, pcg: string): ChartEntry => ({
  account,
  pcg,
  floor: 'NONE',
  layer: 'GENERAL',
  normal: 'DEBIT',
  currency: 'EUR',
  requires: ['instrument'],
});
const clearing = (account: string, pcg: string): ChartEntry => ({ ...debit(account, pcg), system: true });
const fund = (account: string, pcg: string, floor: ChartEntry['floor'] = 'NON_NEGATIVE'): ChartEntry => ({
  account,
  pcg,
  floor,
  layer: 'FUND',
  normal: 'CREDIT',
  currency: 'EUR',
  requires: ['instrument'],
});
/** Kept in the agreement's own currency, which is given when the account opens. */
const own = (entry: ChartEntry): ChartEntry => ({
  ...entry,
  currency: 'OWN',
  floor: 'NON_NEGATIVE',
  requires: ['instrument', 'donor', 'agreement'],
});

/** Book of contributions: what donors promised, owe and gave, and what of it is free. */
export const chart: Chart = [
  clearing('clearing:treasury', '581'),
  clearing('clearing:emergency-fund', '584'),
  {
    account: 'conversion:*',
    layer: 'GENERAL',
    pcg: null,
    normal: 'DEBIT',
    currency: 'OWN',
    floor: 'NONE',
    system: true,
  },
  own(debit('receivable:*', '441')),
  credit('income:*', '741'),
  credit('deferred-income:*', '487'),
  credit('unapplied:*', '472', 'NON_NEGATIVE'),
  credit('payable-to-donor:*', '468', 'NON_NEGATIVE'),
  debit('bank-charges', '627'),
  debit('exchange-loss', '656'),
  credit('exchange-gain', '757'),
  debit('write-off', '654'),
  credit('opening', '110'),
  credit('dedicated-funds:*:*', '194', 'NON_NEGATIVE'),
  debit('dedicated-funds-charge:*:*', '6894'),
  credit('dedicated-funds-release:*:*', '7894'),
  debit('in-kind-use', '861'),
  credit('in-kind-resource', '870'),
  // Gifts in kind by nature: their use, and where they come from.
  debit('in-kind-use:goods', '861'),
  debit('in-kind-use:services', '862'),
  debit('in-kind-use:volunteers', '864'),
  credit('in-kind-resource:goods', '870'),
  credit('in-kind-resource:services', '871'),
  credit('in-kind-resource:volunteers', '875'),
  own(debit('pledge:*', '8028')),
  own(credit('pledge-contra:*', '8092')),
  { ...fund('fund:money', '90', 'NONE'), normal: 'DEBIT', system: true },
  // The association's own resources bear what nobody else does: below zero they alert, they never block a fact.
  fund('fund:envelope:AIMF-GENERAL', '91', 'NONE'),
  fund('fund:envelope:*', '91'),
  fund('fund:reserved:*', '92'),
  fund('fund:due-to-donor:*', '93'),
  fund('fund:unapplied:*', '93'),
  { ...fund('fund:shortfall:*', '989'), normal: 'DEBIT' },
  { ...fund('fund:transfer:*', '99', 'NONE'), system: true },
];
