import { addMonths } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { InvalidMessage, type MessageContext, Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type EntityManager, IsNull } from 'typeorm';
import { aidOf, EMERGENCY } from '../chart';
import { FundBook, type Occasion, SYSTEM } from '../fund/fund-book.service';
import type { NoticeKind } from '../notifications/notice';
import { NoticesService } from '../notifications/notices.service';
import { type BankFact, paid, returned } from './aid.postings';
import { AidCase } from './case.entity';
import { givenBack, type PaymentState } from './proposal';
import { AidPayment } from './payment.entity';
import { Proposal } from './proposal.entity';

type Order =
  | CloudEvent<'abonde.treasury.payment-ordered.v1'>
  | CloudEvent<'abonde.treasury.payment-emitted.v1'>
  | CloudEvent<'abonde.treasury.payment-rejected.v1'>
  | CloudEvent<'abonde.treasury.payment-cancelled.v1'>;
type Settlement = CloudEvent<'abonde.treasury.payment-settled.v1'> | CloudEvent<'abonde.treasury.payment-returned.v1'>;

interface Fact extends BankFact {
  payment: AidPayment;
}

/** Months within which the city reports on the use of an aid. */
const REPORT_WITHIN = 6;

/** What becomes of the payments asked of treasury. What the bank did is a fact: it is always posted. */
@Controller()
export class PaymentsConsumer {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: FundBook,
    private readonly outbox: Outbox,
    private readonly notices: NoticesService,
  ) {}

  @EventPattern('abonde.treasury.payment-ordered.v1')
  async onOrdered(
    @Payload() event: CloudEvent<'abonde.treasury.payment-ordered.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.follow(tx, event, 'ORDERED');
  }

  @EventPattern('abonde.treasury.payment-emitted.v1')
  async onEmitted(
    @Payload() event: CloudEvent<'abonde.treasury.payment-emitted.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.follow(tx, event, 'EMITTED');
  }

  /** The money stays committed: the aid is paid again, or the Presidency gives it up. */
  @EventPattern('abonde.treasury.payment-rejected.v1')
  async onRejected(
    @Payload() event: CloudEvent<'abonde.treasury.payment-rejected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.follow(tx, event, 'REJECTED');
  }

  @EventPattern('abonde.treasury.payment-cancelled.v1')
  async onCancelled(
    @Payload() event: CloudEvent<'abonde.treasury.payment-cancelled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.follow(tx, event, 'CANCELLED');
  }

  @EventPattern('abonde.treasury.payment-settled.v1')
  async onSettled(
    @Payload() event: CloudEvent<'abonde.treasury.payment-settled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    if (event.data.kind !== 'AID') return;
    const fact = await this.fact(tx, event);
    if ((await this.ledger.find(tx, { transfer: fact.transfer })).length > 0) return;
    const { payment, amount, on } = fact;
    const { case: code, paymentRequest } = payment;
    const covering = await this.book.cover(tx, aidOf(code), `fund:shortfall:${code}`, amount, on);
    const committed = await this.ledger.balance(`commitment:${code}`, undefined, tx);
    await this.book.post(tx, [...covering, paid(fact, amount.min(committed))], on.valueDate, event);
    const settled = { state: 'SETTLED', settledOn: on.valueDate, settledAt: new Date() } as const;
    await tx.update(AidPayment, { paymentRequest }, settled);
    await tx.update(AidCase, { code, reportDueOn: IsNull() }, { reportDueOn: addMonths(on.valueDate, REPORT_WITHIN) });
    const told = { case: code, amount: amount.toJSON(), paidOn: on.valueDate };
    await this.tell(tx, event, 'abonde.emergency-fund.aid-paid.v1', told, on);
    await this.notify(tx, 'AID_PAID', payment);
  }

  @EventPattern('abonde.treasury.payment-returned.v1')
  async onReturned(
    @Payload() event: CloudEvent<'abonde.treasury.payment-returned.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    if (event.data.kind !== 'AID') return;
    const { tx } = context;
    const fact = await this.fact(tx, event);
    context.arrived(`transfer:${fact.transfer}`);
    if ((await this.ledger.find(tx, { transfer: fact.transfer })).length > 0) return;
    if (event.data.undone) return this.unsettle(tx, event, fact);
    const { payment, amount, on } = fact;
    const { case: code, paymentRequest } = payment;
    const { sources } = await tx.findOneByOrFail(Proposal, { id: payment.proposal });
    const gave = (sources ?? []).map(({ account, minor }) => ({ account, minor: BigInt(minor) }));
    const back = givenBack(amount.minor, gave);
    const [posted] = await this.book.post(tx, [returned(fact, back)], on.valueDate, event);
    if (back.some(({ account }) => account === EMERGENCY)) await this.book.repay(tx, on);
    await tx.update(
      AidPayment,
      { paymentRequest },
      {
        ...{ state: 'RETURNED', reason: event.data.reason },
        ...{ returnedOn: on.valueDate, returnedMinor: amount.minor.toString(), returnTransaction: posted!.id },
      },
    );
    const told = { case: code, amount: amount.toJSON(), returnedOn: on.valueDate };
    await this.tell(tx, event, 'abonde.emergency-fund.aid-returned.v1', told, on);
    await this.notify(tx, 'PAYMENT_FAILED', payment);
  }

  private async follow(tx: EntityManager, { data }: Order, state: PaymentState): Promise<void> {
    if (data.kind !== 'AID') return;
    const payment = await this.payment(tx, data.paymentRequest);
    if (payment.state === 'SETTLED' || payment.state === 'RETURNED') return;
    await tx.update(AidPayment, { paymentRequest: data.paymentRequest }, { state, reason: data.reason });
    if (state === 'REJECTED' || state === 'CANCELLED') await this.notify(tx, 'PAYMENT_FAILED', payment);
  }

  private async notify(
    tx: EntityManager,
    kind: NoticeKind,
    { case: code, paymentRequest, proposal }: AidPayment,
  ): Promise<void> {
    const aidCase = await tx.findOneByOrFail(AidCase, { code });
    const { id, version } = await tx.findOneByOrFail(Proposal, { id: proposal });
    await this.notices.tell(tx, { kind, case: aidCase, of: paymentRequest, proposal: { id, version }, actor: SYSTEM });
  }

  /** Nothing came back: another debit settles the payment, which waits for it again with its money put aside. */
  private async unsettle(tx: EntityManager, event: Settlement, { payment, amount, transfer, on }: Fact): Promise<void> {
    const { case: code, paymentRequest } = payment;
    const settled = (await this.ledger.find(tx, { kind: 'aid-paid', metadata: { paymentRequest } })).at(-1);
    if (!settled) throw new InvalidMessage(`Nothing was paid under ${paymentRequest}`);
    await this.book.reverse(tx, settled.id, { ...on, kind: 'aid-returned', transfer });
    await tx.update(AidPayment, { paymentRequest }, { state: 'EMITTED', settledOn: null, settledAt: null });
    if (!(await tx.existsBy(AidPayment, { case: code, state: 'SETTLED' })))
      await tx.update(AidCase, { code, reportedOn: IsNull() }, { reportDueOn: null });
    const told = { case: code, amount: amount.toJSON(), returnedOn: on.valueDate };
    await this.tell(tx, event, 'abonde.emergency-fund.aid-returned.v1', told, on);
  }

  private async fact(tx: EntityManager, event: Settlement): Promise<Fact> {
    const { transfer, valuedate } = event;
    if (!transfer || !valuedate)
      throw new InvalidMessage(`${event.type} moves money without its transfer and value date`);
    const payment = await this.payment(tx, event.data.paymentRequest);
    const verb = event.type === 'abonde.treasury.payment-settled.v1' ? 'paid' : 'returned';
    const reason = `Aid to ${payment.case} ${verb}${event.data.reason ? `: ${event.data.reason}` : ''}`;
    return {
      payment,
      transfer,
      amount: Money.of(event.data.eur).abs(),
      on: { valueDate: valuedate, reason, actor: SYSTEM, cause: event },
    };
  }

  private async payment(tx: EntityManager, paymentRequest: string): Promise<AidPayment> {
    const found = await tx.findOne(AidPayment, { where: { paymentRequest }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new InvalidMessage(`No aid was asked to be paid under ${paymentRequest}`);
    return found;
  }

  private async tell<Type extends 'abonde.emergency-fund.aid-paid.v1' | 'abonde.emergency-fund.aid-returned.v1'>(
    tx: EntityManager,
    cause: Settlement,
    type: Type,
    data: CloudEvent<Type>['data'],
    { valueDate }: Occasion,
  ): Promise<void> {
    await this.outbox.add(tx, type, { key: data.case, data, valueDate, cause });
  }
}
