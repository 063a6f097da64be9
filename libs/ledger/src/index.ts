export type { At, Holding } from './balances.query';
export { canonical } from './canonical';
export {
  ChartOfAccounts,
  type Chart,
  type ChartEntry,
  type DimensionName,
  dimensionNames,
  type Dimensions,
  type Floor,
} from './chart';
export type { Criteria } from './journal.query';
export * from './ledger-error';
export type { LedgerOptions } from './ledger-options';
export { LedgerModule } from './ledger.module';
export { Ledger, type Posted, type Reversal } from './ledger.service';
export { blockRoot, genesis, proves, type ProofStep } from './merkle';
export { ledgerMigrations } from './migrations';
export type { OpenOptions } from './open.query';
export type { Outcome, PostOptions } from './post.query';
export { type SealedContent, sealHash } from './sealed-content';
export { Sealer, type TransactionSealed } from './sealer.service';
export {
  debitCredit,
  type NewPosting,
  type NewTransaction,
  type Original,
  type Posting,
  type Transaction,
} from './transaction';
export { type FirstBad, type InclusionProof, type Verification, Verifier } from './verifier.service';
