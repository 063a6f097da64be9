import type { Chart } from '@abonde/ledger';

const general = { layer: 'GENERAL', currency: 'EUR', floor: 'NONE' } as const;
const fund = { layer: 'FUND', currency: 'EUR', floor: 'NON_NEGATIVE' } as const;

/** The emergency fund's book. */
export const chart: Chart = [
  { ...general, account: 'clearing:treasury', pcg: '583', normal: 'DEBIT', system: true },
  { ...general, account: 'clearing:contributions', pcg: '584', normal: 'CREDIT', system: true },
  { ...general, account: 'accrued-interest:*', pcg: '5188', normal: 'DEBIT' },
  { ...general, account: 'interest-income', pcg: '768', normal: 'CREDIT' },
  { ...general, account: 'interest-charge', pcg: '661', normal: 'DEBIT' },
  { ...general, account: 'tax-on-interest', pcg: '695', normal: 'DEBIT' },
  { ...general, account: 'aid-expense:*', pcg: '6571', normal: 'DEBIT' },
  { ...general, account: 'payable:*', pcg: '468', normal: 'CREDIT', floor: 'NON_NEGATIVE' },
  { ...general, account: 'commitment:*', pcg: '8018', normal: 'CREDIT', floor: 'NON_NEGATIVE' },
  { ...general, account: 'commitment-contra:*', pcg: '8091', normal: 'DEBIT' },
  { ...fund, account: 'fund:money', pcg: '90', normal: 'DEBIT', floor: 'NONE', system: true },
  { ...fund, account: 'fund:emergency', pcg: '981', normal: 'CREDIT' },
  { ...fund, account: 'fund:aid:*', pcg: '982', normal: 'CREDIT' },
  { ...fund, account: 'fund:donations:*', pcg: '983', normal: 'CREDIT' },
  { ...fund, account: 'fund:shortfall:*', pcg: '989', normal: 'DEBIT' },
  { ...fund, account: 'fund:transfer:*', pcg: '99', normal: 'CREDIT', floor: 'NONE', system: true },
];

export const EMERGENCY = 'fund:emergency';
export const SHORTFALL = 'fund:shortfall:emergency';
export const TO_CONTRIBUTIONS = 'fund:transfer:contributions';

export function donationsOf(aidCase: string): string {
  return `fund:donations:${aidCase}`;
}

export function aidOf(aidCase: string): string {
  return `fund:aid:${aidCase}`;
}
