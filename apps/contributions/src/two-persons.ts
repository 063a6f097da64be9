import { isUuid, notFound } from '@abonde/platform';
import { Violation } from '@abonde/violation';
import type { EntityManager, EntityTarget, FindOptionsWhere } from 'typeorm';

/** What one person prepares, another confirms, and either of them may still put aside. */
export interface Prepared {
  /** `PREPARED` until it is decided. */
  status: string;
  preparedBy: string;
}

/** What may be put aside, with who did and why. */
interface Declinable extends Prepared {
  declinedBy: string | null;
  declineReason: string | null;
}

/**
 * What was prepared, locked until it is decided.
 * @param what its name in the refusal
 * @throws {DomainError} 404; {Violation} 409 `ALREADY_DECLINED` or `ALREADY_CONFIRMED`
 */
export async function lockPrepared<Row extends Prepared & { id: string }>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  id: string,
  what: string,
): Promise<Row> {
  const where = { id } as FindOptionsWhere<Row>;
  const row = isUuid(id) ? await tx.findOne(entity, { where, lock: { mode: 'pessimistic_write' } }) : null;
  if (!row) throw notFound(what, id);
  refuseDecided(row);
  return row;
}

/** Marks what was prepared as put aside, by a controller or by whoever prepared it. @throws {Violation} 403 `NOT_YOURS` */
export function decline(row: Declinable, reason: string, actor: Decider): void {
  refuseStranger(actor, row);
  Object.assign(row, { status: 'DECLINED', declinedBy: actor.id, declineReason: reason });
}

interface Decider {
  id: string;
  roles: readonly string[];
}

/** 409 `ALREADY_DECLINED` or `ALREADY_CONFIRMED`: what was prepared is decided once. @throws {Violation} */
export function refuseDecided({ status }: Prepared): void {
  if (status === 'PREPARED') return;
  const declined = status === 'DECLINED';
  throw new Violation({
    code: declined ? 'ALREADY_DECLINED' : 'ALREADY_CONFIRMED',
    status: 409,
    title: declined ? 'Already put aside' : 'Already confirmed',
    detail: `This was decided before; it is ${status}.`,
    figures: { state: status },
  });
}

/**
 * A controller declines what another prepared; whoever prepared it withdraws it.
 * @throws {Violation} 403 `NOT_YOURS` for anybody else
 */
export function refuseStranger(actor: Decider, { preparedBy }: Prepared): void {
  if (actor.id === preparedBy || actor.roles.includes('finance-controller')) return;
  throw new Violation({
    code: 'NOT_YOURS',
    status: 403,
    title: 'Not yours to withdraw',
    detail: 'Only a finance controller or whoever prepared it puts this aside.',
  });
}

/** 403 `SAME_PERSON`: nobody approves what they entered themselves. @param what its name in the refusal */
export function refuseSamePerson(actor: string, makers: readonly (string | null)[], what: string): void {
  if (!makers.includes(actor)) return;
  throw new Violation({
    code: 'SAME_PERSON',
    status: 403,
    title: 'Another person must confirm',
    detail: `Whoever prepared ${what} does not confirm it`,
  });
}
