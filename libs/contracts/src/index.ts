export * from './catalogue';
export { disposition, type Disposition } from './emergency-fund';
export { projectState, type ProjectState } from './disbursements';
export { book, layer, type Book, type Layer, type SealedTransaction } from './ledger';
export { instrument, type Instrument, interestClauseKind, type InterestClauseKind, type MoneyData } from './schema';
