import type { EntityManager } from 'typeorm';

/** What a handler gets with an event, by `@Ctx()`. */
export interface MessageContext {
  /**
   * The transaction in which the event is recorded as handled: all effects belong in it. It is shared with the other
   * handlers of the event and possibly with other events.
   */
  tx: EntityManager;
  topic: string;
  key: string;
  partition: number;
  /** Place in the partition, from 0. */
  offset: number;
  /** Says that what `Waiting` messages named is here now; they are handled before the transaction ends. */
  arrived(prerequisite: string): void;
}
