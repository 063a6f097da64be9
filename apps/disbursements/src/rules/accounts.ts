import type { Instrument } from '@abonde/contracts';

/** Names of the accounts of the disbursements book, by code. */
export const accounts = {
  money: 'fund:money',
  clearing: 'clearing:treasury',
  transfer: 'fund:transfer:contributions',
  expense: (project: string) => `aid-expense:${project}`,
  payable: (project: string) => `payable:${project}`,
  recoverable: (project: string) => `recoverable:${project}`,
  commitment: (project: string) => `commitment:${project}`,
  contra: (project: string) => `commitment-contra:${project}`,
  /** Agreed in principle, whole: what is attributed of it is a commitment too. */
  engagement: (project: string) => `engagement:${project}`,
  engagementContra: (project: string) => `engagement-contra:${project}`,
  allocation: (project: string, agreement: string) => `fund:allocation:${project}:${agreement}`,
  tranche: (tranche: string, agreement: string) => `fund:tranche:${tranche}:${agreement}`,
  toJustify: (project: string, agreement: string) => `fund:to-justify:${project}:${agreement}`,
  advanced: (project: string, agreement: string) => `fund:advanced:${project}:${agreement}`,
  shortfall: (project: string) => `fund:shortfall:${project}`,
};

export interface About {
  instrument: Instrument;
  project: string;
  agreement?: string;
  tranche?: string;
}

/** What a posting is about: the instrument and the project always, the agreement on each euro whose provenance counts. */
export function about(
  project: { code: string; instrument: Instrument },
  more: { agreement?: string; tranche?: string } = {},
): About {
  return { instrument: project.instrument, project: project.code, ...more };
}

/** The last code of an account's name: the agreement of `fund:allocation:<project>:<agreement>`. */
export function lastCode(account: string): string {
  return account.slice(account.lastIndexOf(':') + 1);
}
