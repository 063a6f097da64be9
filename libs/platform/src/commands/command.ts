import type { Actor } from '../auth/actor';

/** What is asked, by whom, and how to recognise that it is asked again. */
export interface Command {
  actor: Actor;
  /** Header `Idempotency-Key`. */
  idempotencyKey?: string;
  /** Method and path: the same key elsewhere is another command. */
  route: string;
  /** SHA-256 of the body. */
  bodyHash: string;
  correlationId: string;
}
