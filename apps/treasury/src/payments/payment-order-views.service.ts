import { Money } from '@abonde/money';
import { BusinessClock, decodeCursor, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { bankFactsOf } from './bank-facts.query';
import { historyOf } from './order-history.store';
import type { OrderState } from './payment-order';
import { PaymentOrderRow } from './payment-order.entity';
import { orderDto, timelineOf } from './payment-order.view';
import type { OrdersQuery, OrderTotalDto, PaymentOrderDto, TimelineItemDto } from './payment-orders.dto';
import { payeesOf } from './payees.store';

/** Orders as people read them: with whom they pay, what stands in the way and what the bank did. */
@Injectable()
export class PaymentOrderViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
  ) {}

  async list({ status, file, sort, limit, cursor }: OrdersQuery): Promise<Page<PaymentOrderDto>> {
    const latest = sort === '-due';
    const query = this.dataSource.manager
      .createQueryBuilder(PaymentOrderRow, 'o')
      .orderBy('o.dueOn', latest ? 'DESC' : 'ASC')
      .addOrderBy('o.id', latest ? 'DESC' : 'ASC')
      .take(limit + 1);
    if (status) query.andWhere('o.state = ANY (:states)', { states: status.toUpperCase().split(',') });
    if (file) query.andWhere('o.file_id = :file', { file });
    const [dueOn, id] = decodeCursor(cursor) ?? [];
    if (dueOn !== undefined) {
      query.andWhere(`(o.due_on, o.id) ${latest ? '<' : '>'} (:dueOn::date, :id::uuid)`, { dueOn, id });
    }
    const { items, nextCursor } = paged(await query.getMany(), limit, (order) => [order.dueOn, order.id]);
    return { items: await this.views(items), nextCursor };
  }

  async get(id: string, tx: EntityManager = this.dataSource.manager): Promise<PaymentOrderDto> {
    const [view] = await this.views([await this.row(id, tx)], tx);
    if (!view) throw notFound('payment order', id);
    return view;
  }

  async timeline(id: string): Promise<Page<TimelineItemDto>> {
    const tx = this.dataSource.manager;
    const order = await this.row(id, tx);
    const facts = (await bankFactsOf(tx, [order.id])).get(order.id) ?? [];
    return { items: timelineOf(await historyOf(tx, order.id), facts), nextCursor: null };
  }

  /** How many orders are in each state, and their sum by currency. */
  async totals(): Promise<Page<OrderTotalDto>> {
    const rows: { status: OrderState; count: number; minor: string; currency: string }[] = await this.dataSource.query(
      `SELECT state AS status, count(*)::int AS count, sum(amount_minor)::text AS minor, currency
         FROM payment_orders GROUP BY state, currency ORDER BY state, currency`,
    );
    const inEuro = rows.every(({ currency }) => currency === 'EUR');
    const items = rows.map(({ status, count, minor, currency }) => ({
      ...{ status, count },
      amount: Money.minor(BigInt(minor), currency).toJSON(),
      entries: inEuro ? entriesOf(status) : null,
    }));
    return { items, nextCursor: null };
  }

  private async row(id: string, tx: EntityManager): Promise<PaymentOrderRow> {
    const order = await tx.findOneBy(PaymentOrderRow, { id });
    if (!order) throw notFound('payment order', id);
    return order;
  }

  private async views(
    orders: readonly PaymentOrderRow[],
    tx: EntityManager = this.dataSource.manager,
  ): Promise<PaymentOrderDto[]> {
    const today = await this.clock.today(tx);
    const currencies = await currenciesOf(tx);
    const payees = await payeesOf(tx, orders);
    const ids = orders.map(({ id }) => id);
    const facts = await bankFactsOf(tx, ids);
    return orders.map((order) =>
      orderDto(order, {
        payee: payees.get(order.id) ?? { beneficiary: null, missing: 'UNKNOWN' },
        facts: facts.get(order.id) ?? [],
        currencies,
        today,
      }),
    );
  }
}

/** Orders paid and not returned, or returned, add up to their entries; the ledger's sums are in euros. */
function entriesOf(status: OrderState): string | null {
  const kinds: Partial<Record<OrderState, string>> = {
    SETTLED: 'kind=payment-settled,payment-unsettled,payment-returned,payment-return-undone',
    RETURNED: 'kind=payment-returned,payment-return-undone&side=credit',
  };
  const kind = kinds[status];
  return kind ? `/api/reporting/ledger?book=treasury&${kind}&account=clearing:*` : null;
}

async function currenciesOf(tx: EntityManager): Promise<ReadonlySet<string>> {
  const rows: { currency: string }[] = await tx.query(
    `SELECT DISTINCT currency FROM bank_accounts WHERE kind = 'CURRENT'`,
  );
  return new Set(rows.map(({ currency }) => currency));
}
