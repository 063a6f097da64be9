import type { CloudEvent } from '@abonde/contracts';

/** Who or what an effect comes from: a person's command or another service's event. */
export interface Origin {
  /** Subject of the token, or `system:disbursements`. */
  actor: string;
  correlationId?: string;
  cause?: CloudEvent;
}

export function originOf(command: { actor: { id: string }; correlationId: string }): Origin {
  return { actor: command.actor.id, correlationId: command.correlationId };
}

export function systemOrigin(cause: CloudEvent): Origin {
  return { actor: 'system:disbursements', correlationId: cause.correlationid, cause };
}

/** What the event published because of an origin says about where it comes from. */
export function traceOf({ cause, correlationId }: Origin): { cause?: CloudEvent; correlationId?: string } {
  return { ...(cause && { cause }), ...(correlationId !== undefined && { correlationId }) };
}
