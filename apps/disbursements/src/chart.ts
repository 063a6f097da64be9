import type { Chart } from '@abonde/ledger';

/** Book D: aid promised, owed and paid to cities, and where each of its euros came from. */
export const chart: Chart = [
  { account: 'clearing:treasury', layer: 'GENERAL', pcg: '582', normal: 'DEBIT', currency: 'EUR', floor: 'NONE', system: true },
  { account: 'aid-expense:*', layer: 'GENERAL', pcg: '6571', normal: 'DEBIT', currency: 'EUR', floor: 'NONE', requires: ['instrument', 'project'] },
  { account: 'payable:*', layer: 'GENERAL', pcg: '468', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project'] },
  { account: 'recoverable:*', layer: 'GENERAL', pcg: '467', normal: 'DEBIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project'] },
  { account: 'commitment:*', layer: 'GENERAL', pcg: '8018', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project'] },
  { account: 'commitment-contra:*', layer: 'GENERAL', pcg: '8091', normal: 'DEBIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project'] },
  { account: 'fund:money', layer: 'FUND', pcg: '90', normal: 'DEBIT', currency: 'EUR', floor: 'NONE', requires: ['instrument', 'project'], system: true },
  { account: 'fund:allocation:*:*', layer: 'FUND', pcg: '94', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project', 'agreement'] },
  { account: 'fund:tranche:*:*', layer: 'FUND', pcg: '95', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project', 'agreement'] },
  { account: 'fund:to-justify:*:*', layer: 'FUND', pcg: '96', normal: 'CREDIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project', 'agreement'] },
  { account: 'fund:advanced:*:*', layer: 'FUND', pcg: '97', normal: 'DEBIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project', 'agreement'] },
  { account: 'fund:shortfall:*', layer: 'FUND', pcg: '989', normal: 'DEBIT', currency: 'EUR', floor: 'NON_NEGATIVE', requires: ['instrument', 'project'] },
  { account: 'fund:transfer:*', layer: 'FUND', pcg: '99', normal: 'DEBIT', currency: 'EUR', floor: 'NONE', system: true, requires: ['instrument', 'project', 'agreement'] },
];
