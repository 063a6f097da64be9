import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';

export const orderStates = ['ORDERED', 'APPROVED', 'EMITTED', 'SETTLED', 'RETURNED', 'REJECTED', 'CANCELLED'] as const;
export type OrderState = (typeof orderStates)[number];
export const orderKinds = ['TRANCHE', 'AID', 'DONOR_REFUND', 'INTEREST_RETURN'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** Who may approve: a finance controller, then the permanent secretariat or another controller. */
type ApproverRole = 'finance-controller' | 'secretariat';

export interface Approval {
  actor: string;
  /** Absent from what was approved before names were kept. */
  name?: string;
  role: ApproverRole;
  at: string;
}

export interface PaymentOrder {
  id: string;
  kind: OrderKind;
  amount: Money;
  dueOn: Day;
  state: OrderState;
  /** Ids of whoever entered, certified or approved what is paid. */
  involved: readonly string[];
  approvals: readonly Approval[];
}

/** A rule about payment orders that wasn't respected. */
export class PaymentRefused extends Error {
  constructor(
    readonly code: string,
    readonly status: 403 | 409 | 422,
    readonly title: string,
    detail: string,
    readonly figures: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'PaymentRefused';
  }
}

/**
 * One more approval; two make the order approved, of which one at least is a finance controller's.
 * @throws {PaymentRefused} 403 `APPROVER_INVOLVED`, `APPROVED_BY_SAME_PERSON`, `CONTROLLER_REQUIRED`; 409 `ORDER_NOT_OPEN`
 */
export function approve(
  order: PaymentOrder,
  actor: { id: string; name: string; roles: readonly string[] },
  at: string,
): { state: OrderState; approvals: Approval[] } {
  if (order.state !== 'ORDERED') throw notInState(order, 'ORDERED');
  if (order.involved.includes(actor.id)) {
    throw new PaymentRefused(
      'APPROVER_INVOLVED',
      403,
      'Not by who prepared it',
      'Whoever entered or approved what is paid does not approve its payment.',
    );
  }
  if (order.approvals.some((approval) => approval.actor === actor.id)) {
    throw new PaymentRefused(
      'APPROVED_BY_SAME_PERSON',
      403,
      'Not twice by the same person',
      'The second approval is another person’s.',
    );
  }
  const role = approvingRole(order.approvals, actor.roles);
  const approvals = [...order.approvals, { actor: actor.id, name: actor.name, role, at }];
  return { state: approvals.length >= 2 ? 'APPROVED' : 'ORDERED', approvals };
}

function approvingRole(earlier: readonly Approval[], roles: readonly string[]): ApproverRole {
  if (roles.includes('finance-controller')) return 'finance-controller';
  if (roles.includes('secretariat') && !earlier.some(({ role }) => role === 'secretariat')) return 'secretariat';
  throw new PaymentRefused(
    'CONTROLLER_REQUIRED',
    403,
    'A finance controller is required',
    'One of the two approvals is a finance controller’s.',
  );
}

export function notInState(
  { id, state }: Pick<PaymentOrder, 'id' | 'state'>,
  ...expected: OrderState[]
): PaymentRefused {
  return new PaymentRefused(
    'ORDER_NOT_OPEN',
    409,
    'The order is not in that state',
    `The order is ${state}, not ${expected.join(' or ')}.`,
    { order: id, state, expected: expected.length === 1 ? expected[0] : expected },
  );
}

/** What is asked by another service to be undone can be undone until the bank has it. */
export function isCancellable(state: OrderState): boolean {
  return state === 'ORDERED' || state === 'APPROVED';
}

/** Money that is owed again once it is back; a tranche or an aid is asked for again by whoever decides it. */
const stillOwed: readonly OrderKind[] = ['DONOR_REFUND', 'INTEREST_RETURN'];

/** Whether a returned order is to be paid again as it is. */
export function isReopenable({ kind, state }: Pick<PaymentOrder, 'kind' | 'state'>): boolean {
  return state === 'RETURNED' && stillOwed.includes(kind);
}

/** @throws {PaymentRefused} 409 `ORDER_NOT_OPEN`, 422 `ORDER_ASKED_AGAIN_ELSEWHERE` */
export function checkReopenable(order: Pick<PaymentOrder, 'id' | 'kind' | 'state'>): void {
  if (order.state !== 'RETURNED') throw notInState(order, 'RETURNED');
  if (isReopenable(order)) return;
  throw new PaymentRefused(
    'ORDER_ASKED_AGAIN_ELSEWHERE',
    422,
    'Asked for again elsewhere',
    'A tranche or an aid that came back is decided again where it was decided; that gives a new order.',
    { order: order.id, kind: order.kind },
  );
}
