import type { CloudEvent } from '@abonde/contracts';

/** What asks for a change: the event it answers, or the command of a person. */
export interface Origin {
  actor: string;
  cause?: CloudEvent;
  correlationId?: string;
}

/** The service acting on what another one said. */
export function byEvent(cause: CloudEvent): Origin {
  return { actor: 'system:contributions', cause };
}

/** A person acting by a command. */
export function byCommand({ actor, correlationId }: { actor: { id: string }; correlationId: string }): Origin {
  return { actor: actor.id, correlationId };
}

/** The part of an origin that events keep. */
export function trace({ cause, correlationId }: Origin): { cause?: CloudEvent; correlationId?: string } {
  return { ...(cause && { cause }), ...(correlationId !== undefined && { correlationId }) };
}

/** A fact of another book that lacks what makes it one. Treated as a message that can never be handled. */
export class IncompleteFact extends Error {
  readonly code = 'INCOMPLETE_FACT';
  readonly status = 422;
  readonly title = 'Incomplete fact';
}

/** Value date of a fact. @throws {IncompleteFact} */
export function dateOf({ valuedate, type }: CloudEvent): string {
  if (!valuedate) throw new IncompleteFact(`${type} has no value date`);
  return valuedate;
}

/** What crosses books carries the same transfer on both sides. @throws {IncompleteFact} */
export function transferOf({ transfer, type }: CloudEvent): string {
  if (!transfer) throw new IncompleteFact(`${type} has no transfer`);
  return transfer;
}
