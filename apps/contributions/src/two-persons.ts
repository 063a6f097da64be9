import { Violation } from './violation';

/** What one person prepares, another confirms, and either of them may still put aside. */
export interface Prepared {
  /** `PREPARED` until it is decided. */
  status: string;
  preparedBy: string;
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
export function refuseStranger(actor: { id: string; roles: readonly string[] }, { preparedBy }: Prepared): void {
  if (actor.id === preparedBy || actor.roles.includes('finance-controller')) return;
  throw new Violation({
    code: 'NOT_YOURS',
    status: 403,
    title: 'Not yours to withdraw',
    detail: 'Only a finance controller or whoever prepared it puts this aside.',
  });
}
