import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Outbox } from '@abonde/messaging';
import { type Command, decodeCursor, notFound, type Page, paged, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { approve, isCancellable, type OrderState, PaymentRefused } from './payment-order';
import { PaymentOrderRow } from './payment-order.entity';
import { orderDto, type OrdersQuery, type PaymentOrderDto } from './payment-orders.dto';

type Requested = CloudEvent<'abonde.disbursements.payment-requested.v1'>;
type OrderEvent = 'ordered' | 'approved' | 'emitted' | 'rejected' | 'cancelled';

interface Told {
  cause?: CloudEvent;
  correlationId?: string;
  reason?: string | null;
}

/** Payments asked by the other services, from order to bank. */
@Injectable()
export class PaymentOrdersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** One order for each request; asked again, nothing more. */
  async order(tx: EntityManager, event: Pick<Requested, 'data'> & CloudEvent): Promise<void> {
    const { data } = event;
    const id = uuid();
    const amount = Money.of(data.amount);
    const order = Object.assign(new PaymentOrderRow(), {
      id,
      paymentRequest: data.paymentRequest,
      kind: data.kind,
      beneficiary: data.beneficiary,
      amountMinor: amount.minor,
      currency: amount.currency,
      dueOn: data.dueOn,
      instrument: data.instrument,
      project: data.project ?? null,
      tranche: data.tranche ?? null,
      case: data.case ?? null,
      agreement: data.agreement ?? null,
      involved: data.involved,
      state: 'ORDERED',
      approvals: [],
      endToEndId: id.replaceAll('-', '').toUpperCase(),
      uetr: randomUUID(),
      block: null,
      fileId: null,
      reason: null,
      version: 1,
    });
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(PaymentOrderRow)
      .values(order)
      .orIgnore()
      .returning('id')
      .execute();
    if ((inserted.raw as unknown[]).length > 0) await this.tell(tx, 'ordered', order, { cause: event });
  }

  /**
   * Decided under the order's lock: cancelled, or refused because the bank has it; the refusal says `payment-emitted` again,
   * with its reason. Then only the bank's return undoes it.
   */
  async cancel(
    tx: EntityManager,
    event: CloudEvent<'abonde.disbursements.payment-cancel-requested.v1'>,
  ): Promise<void> {
    const order = await tx.findOne(PaymentOrderRow, {
      where: { paymentRequest: event.data.paymentRequest },
      lock: { mode: 'pessimistic_write' },
    });
    if (!order || order.state === 'CANCELLED') return;
    if (!isCancellable(order.state)) {
      if (order.state === 'EMITTED')
        await this.tell(tx, 'emitted', order, { cause: event, reason: 'CANCEL_REFUSED: the file is emitted' });
      return;
    }
    await this.move(tx, order, 'CANCELLED', event.data.reason);
    await this.tell(tx, 'cancelled', order, { cause: event, reason: event.data.reason });
  }

  async list({ status, limit, cursor }: OrdersQuery): Promise<Page<PaymentOrderDto>> {
    const query = this.dataSource.manager
      .createQueryBuilder(PaymentOrderRow, 'o')
      .orderBy('o.dueOn')
      .addOrderBy('o.id')
      .take(limit + 1);
    if (status) query.andWhere('o.state = ANY (:states)', { states: status.toUpperCase().split(',') });
    const [dueOn, id] = decodeCursor(cursor) ?? [];
    if (dueOn !== undefined) query.andWhere('(o.due_on, o.id) > (:dueOn::date, :id::uuid)', { dueOn, id });
    return paged(await query.getMany(), limit, (order) => [order.dueOn, order.id], orderDto);
  }

  async get(id: string): Promise<PaymentOrderDto> {
    const order = await this.dataSource.manager.findOneBy(PaymentOrderRow, { id });
    if (!order) throw notFound('payment order', id);
    return orderDto(order);
  }

  /** @throws {PaymentRefused} */
  approve(command: Command, id: string): Promise<PaymentOrderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const order = await this.lock(tx, id);
      const { state, approvals } = approve(order, command.actor, new Date().toISOString());
      order.approvals = approvals;
      await this.move(tx, order, state);
      if (state === 'APPROVED') await this.tell(tx, 'approved', order, { correlationId: command.correlationId });
      return orderDto(order);
    });
  }

  /** The bank, or whoever would approve, turned the order down: it is asked again with mended details, or given up. */
  reject(command: Command, id: string, reason: string): Promise<PaymentOrderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const order = await this.lock(tx, id);
      if (!['ORDERED', 'APPROVED', 'EMITTED'].includes(order.state)) {
        throw new PaymentRefused('ORDER_NOT_OPEN', 409, 'The order is not open', `The order is ${order.state}.`, {
          order: id,
          state: order.state,
        });
      }
      await this.move(tx, order, 'REJECTED', reason);
      await this.tell(tx, 'rejected', order, { correlationId: command.correlationId, reason });
      return orderDto(order);
    });
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async lock(tx: EntityManager, id: string): Promise<PaymentOrderRow> {
    const order = await tx.findOne(PaymentOrderRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!order) throw notFound('payment order', id);
    return order;
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

  async tell(
    tx: EntityManager,
    what: OrderEvent,
    order: PaymentOrderRow,
    { cause, correlationId, reason = null }: Told,
  ): Promise<void> {
    await this.outbox.add(tx, `abonde.treasury.payment-${what}.v1`, {
      key: order.paymentRequest,
      data: {
        paymentRequest: order.paymentRequest,
        kind: order.kind,
        order: order.id,
        amount: order.amount.toJSON(),
        file: order.fileId,
        reason,
      },
      ...(cause && { cause }),
      ...(correlationId && { correlationId }),
    });
  }
}
