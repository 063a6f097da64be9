import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { UndoRefused } from '@abonde/match-undo';
import { Waiting } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { GENERAL } from '../donors/donor';
import { Envelopes } from '../envelopes/envelopes.service';
import { dateOf, type Origin, transferOf } from '../envelopes/origin';
import { dueTo, RefundReserve } from './refund-reserve.service';
import { Refund } from './refund.entity';

type Settlement = CloudEvent<'abonde.treasury.payment-settled.v1'> | CloudEvent<'abonde.treasury.payment-returned.v1'>;
type Failure = CloudEvent<'abonde.treasury.payment-rejected.v1'> | CloudEvent<'abonde.treasury.payment-cancelled.v1'>;

/** What the bank did with the payment of a refund, or did not do after all. */
interface Fact {
  refund: string;
  transfer: string;
  valueDate: string;
  accountingDate: string | undefined;
  entry: string;
}

/** What becomes of the payments asked for refunds (24). */
@Injectable()
export class RefundPayments {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly reserve: RefundReserve,
  ) {}

  settled(tx: EntityManager, event: Settlement, origin: Origin): Promise<void> {
    return this.move(tx, Money.of(event.data.eur), 'PAID', { ...factOf(event), origin });
  }

  /** The bank gave the money back: it is owed to the donor again. */
  returned(tx: EntityManager, event: Settlement, origin: Origin): Promise<void> {
    return this.move(tx, Money.of(event.data.eur).negated(), 'REQUESTED', { ...factOf(event), origin });
  }

  knows(tx: EntityManager, id: string): Promise<boolean> {
    return tx.existsBy(Refund, { id });
  }

  /**
   * The bank gave nothing back after all: the refund is paid, as it was. Given up since, it takes its money again first.
   * @throws {UndoRefused} `ASKED_AGAIN`, `MONEY_ALLOCATED` @throws {Waiting} while the return itself has not come
   */
  async undoReturn(
    tx: EntityManager,
    { id, transfer, undoTransfer }: UndoPart,
    event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
    origin: Origin,
  ): Promise<void> {
    const [returned] = await this.ledger.find(tx, { transfer });
    if (!returned) throw new Waiting(`transfer:${transfer}`);
    const refund = await this.refund(tx, id);
    if (!refund || refund.status === 'PAID') throw new UndoRefused('ASKED_AGAIN', refund?.agreement ?? id);
    if (refund.status === 'REJECTED') await this.takeUpAgain(tx, refund, origin);
    const cash = returned.postings.filter(({ account }) => account === 'clearing:treasury');
    const { valueDate, metadata } = returned;
    await this.move(tx, Money.sum(cash.map(({ eur }) => eur)), 'PAID', {
      ...{ refund: id, transfer: undoTransfer, valueDate, accountingDate: event.accountingdate },
      ...{ entry: String(metadata.entry), origin },
    });
  }

  private async takeUpAgain(tx: EntityManager, refund: Refund, origin: Origin): Promise<void> {
    const { available } = await this.reserve.available(tx, refund);
    const missing = Money.minor(refund.amount).minus(available);
    if (missing.isPositive()) throw new UndoRefused('MONEY_ALLOCATED', refund.agreement, missing);
    const agreement = await tx.findOneByOrFail(Agreement, { code: refund.agreement });
    refund.transaction = await this.reserve.setAside(tx, refund, agreement, origin);
    await tx.save(refund);
  }

  /** The order will never be paid: what the request set aside is free again. */
  async failed(tx: EntityManager, event: Failure, origin: Origin): Promise<void> {
    const refund = await this.refund(tx, event.data.paymentRequest);
    if (refund?.status !== 'REQUESTED') return;
    refund.status = 'REJECTED';
    await tx.save(refund);
    if (refund.transaction === null) return;
    const reason = event.data.reason ?? 'Paiement rejeté';
    const posted = await this.ledger.reverse(tx, refund.transaction, {
      kind: 'refund-rejected',
      reason,
      actor: origin.actor,
    });
    await this.envelopes.tell(
      tx,
      { ...posted, valueDate: refund.effectiveDate },
      [
        { agreement: refund.agreement, delta: refund.amount, cause: 'REFUNDED' },
        { agreement: GENERAL, delta: -refund.amount, cause: 'REFUNDED' },
      ],
      origin,
    );
  }

  /** Owed → clearing; due to the donor → money. A negative amount comes back. */
  private async move(
    tx: EntityManager,
    amount: Money,
    status: 'PAID' | 'REQUESTED',
    { origin, ...fact }: Fact & { origin: Origin },
  ): Promise<void> {
    const refund = await this.refund(tx, fact.refund);
    if (!refund) return;
    const agreement = await tx.findOneByOrFail(Agreement, { code: refund.agreement });
    const postings: NewPosting[] = [
      ...debitCredit(`payable-to-donor:${agreement.code}`, 'clearing:treasury', amount, about(agreement)),
      ...debitCredit(dueTo(agreement.code), 'fund:money', amount, about(agreement)),
    ];
    const posted = await this.envelopes.record(
      tx,
      {
        kind: status === 'PAID' ? 'refund-paid' : 'refund-returned',
        reason: refund.reason,
        reference: refund.id,
        ...{ valueDate: fact.valueDate, transfer: fact.transfer },
        ...(fact.accountingDate && { accountingDate: await this.ledger.firstOpenDay(tx, fact.accountingDate) }),
        metadata: { refund: refund.id, entry: fact.entry },
        postings,
      },
      [{ agreement: GENERAL, delta: -amount.minor, cause: 'REFUNDED' }],
      origin,
      'FACT',
    );
    if (posted.duplicate) return;
    refund.paid += amount.minor;
    refund.status = status;
    await tx.save(refund);
  }

  private refund(tx: EntityManager, id: string): Promise<Refund | null> {
    return tx.findOne(Refund, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }
}

function factOf(event: Settlement): Fact {
  const { paymentRequest: refund, entry } = event.data;
  return { refund, entry, transfer: transferOf(event), valueDate: dateOf(event), accountingDate: event.accountingdate };
}
