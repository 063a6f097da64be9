import type { EventData } from '@abonde/contracts';
import type { EntityManager } from 'typeorm';

/** Token under which a ledger binds its {@link Sealer}; without one the relay seals nothing. */
export const SEALER = Symbol('sealer');

export interface Sealer {
  /** Cheap look, outside a transaction: is there something to seal? Without it, `seal` is called at each turn. */
  pending?(manager: EntityManager): Promise<boolean>;
  /**
   * Numbers committed transactions and closes their block; one caller at a time. The contents are published in their
   * order, with key = book, if the transaction commits. Bounded: what is left is asked for again at once.
   */
  seal(tx: EntityManager): Promise<EventData<'abonde.ledger.transaction-sealed.v1'>[]>;
}
