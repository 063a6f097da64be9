export * from './catalogue';
export { InvalidEvent } from './invalid-event';
export { type Current, type Outdated, outdatedVersion, type OutdatedVersion, Versions } from './versions';
export { disposition, type Disposition } from './emergency-fund';
export { projectState, type ProjectState } from './disbursements';
export { book, layer, type Book, type Layer, type SealedTransaction } from './ledger';
export {
  instrument,
  type Instrument,
  interestClauseKind,
  type InterestClauseKind,
  type MoneyData,
  type UndoObstacle,
  type UndoPart,
} from './schema';
export { checkCountry } from './country';
