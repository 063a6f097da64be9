import { accounts } from './accounts';

/** Where reporting lists the entries that a figure is the sum of. */
export function ledgerLink(filter: Record<string, string>): string {
  return `/api/reporting/ledger?${new URLSearchParams(filter).toString()}`;
}

export type Decided = 'engaged' | 'attributed';

/**
 * Accounts and kinds of transactions that say what was decided for a project. The commitment account is also used up by
 * payments: what was attributed is the votes alone, and what amendments took back of them.
 */
const decided = {
  engaged: { account: accounts.engagementContra, kind: 'subsidy-engaged,engagement-reduced' },
  attributed: { account: accounts.contra, kind: 'subsidy-attributed,attribution-reduced' },
};

/** Entries whose sum is what projects were engaged or attributed in all. */
export function decidedEntries(
  what: Decided,
  projects: readonly string[],
  only: { transaction?: string } = {},
): string {
  const { account, kind } = decided[what];
  const codes = { project: projects.join(','), account: projects.map(account).join(',') };
  return ledgerLink({ book: 'disbursements', ...codes, kind, ...only });
}

/** Entries whose sum is what was justified of a project or of a tranche: what expenses cost, and the exchange beside it. */
export function justifiedEntries(of: { project: string } | { tranche: string }): string {
  const kind = 'expense-justified,justification-exchange';
  // Reporting knows accounts by their beginning.
  const account = 'fund:advanced:*';
  return ledgerLink({ book: 'disbursements', ...of, account, kind, side: 'credit' });
}

/** Entries of some decisions, whatever their projects. */
export function decisionEntries(what: Decided, transactions: readonly string[]): string {
  const { account, kind } = decided[what];
  return ledgerLink({ book: 'disbursements', account: account('*'), kind, transaction: transactions.join(',') });
}
