import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Outbox } from '@abonde/messaging';
import { checkVersion, type Command, notFound, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { remember } from './order-history.store';
import { tellOrder } from './order-told.store';
import { approve, checkReopenable, isCancellable, notInState, type OrderState, PaymentRefused } from './payment-order';
import { PaymentOrderViews } from './payment-order-views.service';
import { PaymentOrderRow } from './payment-order.entity';
import type { PaymentOrderDto } from './payment-orders.dto';
import { type Payee, payeesOf } from './payees.store';

type Requested = CloudEvent<'abonde.disbursements.payment-requested.v1'>;

/** Payments asked by the other services, from order to bank. */
@Injectable()
export class PaymentOrdersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly views: PaymentOrderViews,
  ) {}

  /** One order for each request; asked again, nothing more. */
  async order(tx: EntityManager, event: Pick<Requested, 'data'> & CloudEvent): Promise<void> {
    const order = orderOf(event.data);
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(PaymentOrderRow)
      .values(order)
      .orIgnore()
      .returning('id')
      .execute();
    if ((inserted.raw as unknown[]).length === 0) return;
    await remember(tx, order, { what: 'ORDERED' });
    await tellOrder(tx, this.outbox, 'ordered', order, { cause: event });
  }

  /**
   * Decided under the order's lock: cancelled, or refused because the bank has it; the refusal says `payment-emitted` again,
   * with its reason. Then only the bank's return undoes it.
   */
  async cancel(
    tx: EntityManager,
    event: CloudEvent<'abonde.disbursements.payment-cancel-requested.v1'>,
  ): Promise<void> {
    const { paymentRequest, reason } = event.data;
    const order = await tx.findOne(PaymentOrderRow, {
      where: { paymentRequest },
      order: { attempt: 'DESC' },
      lock: { mode: 'pessimistic_write' },
    });
    if (!order || order.state === 'CANCELLED') return;
    if (isCancellable(order.state)) {
      await this.move(tx, order, 'CANCELLED', reason);
      await remember(tx, order, { what: 'CANCELLED', details: { reason } });
      await tellOrder(tx, this.outbox, 'cancelled', order, { cause: event, reason });
    } else if (order.state === 'EMITTED') {
      await remember(tx, order, { what: 'CANCEL_REFUSED', details: { reason } });
      const refusal = 'CANCEL_REFUSED: the file is emitted';
      await tellOrder(tx, this.outbox, 'emitted', order, { cause: event, reason: refusal });
    }
  }

  /**
   * Not while new bank details of the beneficiary wait: whoever approves must know where the money goes.
   * @throws {PaymentRefused} as {@link approve}; 409 `BANK_DETAILS_CHANGE_PENDING`
   * @throws {DomainError} 412 `VERSION_MISMATCH`
   */
  approve(command: Command, id: string, version?: number): Promise<PaymentOrderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const order = await this.lock(tx, id);
      checkVersion(version, order.version);
      const { state, approvals } = approve(order, command.actor, new Date().toISOString());
      this.pin(order, (await payeesOf(tx, [order])).get(order.id));
      order.approvals = approvals;
      await this.move(tx, order, state);
      const role = approvals.at(-1)?.role;
      await remember(tx, order, { what: 'APPROVAL', actor: command.actor, details: { role } });
      if (state === 'APPROVED')
        await tellOrder(tx, this.outbox, 'approved', order, { correlationId: command.correlationId });
      return this.views.get(id, tx);
    });
  }

  /** The bank, or whoever would approve, turned the order down: it is asked again with mended details, or given up. */
  reject(command: Command, id: string, reason: string): Promise<PaymentOrderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const order = await this.lock(tx, id);
      if (!['ORDERED', 'APPROVED', 'EMITTED'].includes(order.state))
        throw notInState(order, 'ORDERED', 'APPROVED', 'EMITTED');
      await this.turnDown(tx, order, reason, { correlationId: command.correlationId });
      await remember(tx, order, { what: 'REJECTED', actor: command.actor, details: { reason } });
      return this.views.get(id, tx);
    });
  }

  /**
   * Pays again what came back and is still owed: a new order for the same request, which is approved like any other.
   * @throws {PaymentRefused} 409 `ORDER_NOT_OPEN`, 422 `ORDER_ASKED_AGAIN_ELSEWHERE`
   */
  reopen(command: Command, id: string): Promise<PaymentOrderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const returned = await this.lock(tx, id);
      checkReopenable(returned);
      await checkReturnStands(tx, returned.id);
      const later = await tx.findOneBy(PaymentOrderRow, { previous: returned.id });
      if (later) {
        const figures = { order: returned.id, next: later.id };
        throw new PaymentRefused(
          'ORDER_REOPENED',
          409,
          'Paid again already',
          'The order is being paid again.',
          figures,
        );
      }
      const again = anotherAttempt(returned, command.actor.id);
      await tx.insert(PaymentOrderRow, again);
      await remember(tx, returned, { what: 'REOPENED', actor: command.actor, details: { next: again.id } });
      await remember(tx, again, { what: 'ORDERED', actor: command.actor, details: { previous: returned.id } });
      await tellOrder(tx, this.outbox, 'ordered', again, { correlationId: command.correlationId });
      return this.views.get(again.id, tx);
    });
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async lock(tx: EntityManager, id: string): Promise<PaymentOrderRow> {
    const order = await tx.findOne(PaymentOrderRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!order) throw notFound('payment order', id);
    return order;
  }

  /** `told` is what the event says, where that is less than the reason kept here. */
  async turnDown(
    tx: EntityManager,
    order: PaymentOrderRow,
    reason: string,
    { correlationId, told = reason }: { correlationId: string; told?: string },
  ): Promise<void> {
    await this.move(tx, order, 'REJECTED', reason);
    await tellOrder(tx, this.outbox, 'rejected', order, { correlationId, reason: told });
  }

  async move(
    tx: EntityManager,
    order: PaymentOrderRow,
    state: OrderState,
    reason: string | null = null,
  ): Promise<void> {
    Object.assign(order, { state, reason, version: order.version + 1 });
    await tx.save(PaymentOrderRow, order);
  }

  /** From its first approval on, an order pays whom it was approved for, whoever is registered later under the same name. */
  private pin(order: PaymentOrderRow, payee: Payee | undefined): void {
    if (!payee?.beneficiary) return;
    const { id, details, proposed } = payee.beneficiary;
    if (details && proposed) throw changePending(order.id, id);
    order.beneficiaryId = id;
  }
}

/** @throws {PaymentRefused} 409 `ORDER_NOT_OPEN` while the match of what came back is being undone */
async function checkReturnStands(tx: EntityManager, order: string): Promise<void> {
  const [match]: { id: string }[] = await tx.query(
    `SELECT m.id FROM match_targets t JOIN matches m ON m.id = t.match_id
      WHERE t.kind = 'payment-return' AND t.target_id = $1 AND t.live AND m.state = 'UNDO_REQUESTED'`,
    [order],
  );
  if (!match) return;
  const detail = 'The match of what the bank gave back is being undone.';
  throw new PaymentRefused('ORDER_NOT_OPEN', 409, 'Being undone', detail, { order, match: match.id });
}

export function changePending(order: string, beneficiary: string): PaymentRefused {
  return new PaymentRefused(
    'BANK_DETAILS_CHANGE_PENDING',
    409,
    'Bank details are changing',
    'New bank details of the beneficiary wait to be confirmed or rejected.',
    { order, beneficiary },
  );
}

function orderOf(data: Requested['data']): PaymentOrderRow {
  const amount = Money.of(data.amount);
  return Object.assign(new PaymentOrderRow(), {
    ...{ paymentRequest: data.paymentRequest, attempt: 1, previous: null, kind: data.kind },
    ...{ beneficiary: data.beneficiary, beneficiaryId: null, amountMinor: amount.minor, currency: amount.currency },
    ...{ dueOn: data.dueOn, instrument: data.instrument, involved: data.involved },
    ...{ project: data.project ?? null, tranche: data.tranche ?? null },
    ...{ case: data.case ?? null, agreement: data.agreement ?? null },
    ...unpaid(),
  });
}

/** The same payment under references of its own: the bank has seen the others. Whoever asks for it again doesn't approve it. */
function anotherAttempt(returned: PaymentOrderRow, by: string): PaymentOrderRow {
  return Object.assign(new PaymentOrderRow(), {
    ...returned,
    ...unpaid(),
    ...{ attempt: returned.attempt + 1, previous: returned.id },
    involved: [...new Set([...returned.involved, by])],
  });
}

function unpaid(): Partial<PaymentOrderRow> {
  const id = uuid();
  return {
    ...{ id, state: 'ORDERED', approvals: [], endToEndId: id.replaceAll('-', '').toUpperCase(), uetr: randomUUID() },
    ...{ block: null, fileId: null, executionOn: null, reason: null, version: 1 },
    ...{ bankStatus: null, bankReasons: [], bankStatusAt: null },
  };
}
