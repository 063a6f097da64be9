import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { Ledger, type Transaction } from '@abonde/ledger';
import { UndoRefused } from '@abonde/match-undo';
import { Outbox, Waiting } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FundBook, type Occasion, SYSTEM } from '../fund/fund-book.service';
import { FundInsufficient } from './aid.errors';
import { paid } from './aid.postings';
import { AidPayment } from './payment.entity';
import { isFailed } from './proposal';
import { Proposal } from './proposal.entity';
import { AidRecovery } from './recovery.entity';
import { AidReservations } from './reservations.service';

type Requested = CloudEvent<'abonde.treasury.match-undo-requested.v1'>;

/** Takes back what a bank entry had made of aids, since a person undoes its match: the money must still be there. */
@Injectable()
export class AidUndoings {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: FundBook,
    private readonly reservations: AidReservations,
    private readonly outbox: Outbox,
  ) {}

  /** Whether this service booked it: the others' recoveries and payments pass here too. */
  async knows(tx: EntityManager, { kind, id }: UndoPart): Promise<boolean> {
    if (kind === 'recovery') return tx.existsBy(AidRecovery, { recovery: id });
    return kind === 'payment-return' && (await tx.existsBy(AidPayment, { paymentRequest: id }));
  }

  /** @throws {UndoRefused} `MONEY_USED`, `ASKED_AGAIN` @throws {Waiting} while the fact itself has not come */
  async takeBack(tx: EntityManager, part: UndoPart, event: Requested): Promise<void> {
    const [booked] = await this.ledger.find(tx, { transfer: part.transfer });
    if (!booked) throw new Waiting(`transfer:${part.transfer}`);
    const reason = event.data.reason || 'Match undone';
    const on = { valueDate: booked.valueDate, reason, actor: SYSTEM, cause: event };
    if (part.kind === 'recovery') await this.notRecovered(tx, part, booked, on);
    else await this.notReturned(tx, part, on);
  }

  /** What was given back is expected from the city again. */
  private async notRecovered(
    tx: EntityManager,
    { id: recovery, undoTransfer: transfer }: UndoPart,
    booked: Transaction,
    on: Occasion & { cause: Requested },
  ): Promise<void> {
    const where = { recovery };
    const expected = await tx.findOneOrFail(AidRecovery, { where, lock: { mode: 'pessimistic_write' } });
    await this.book.reverse(tx, booked.id, { ...on, kind: 'aid-returned', transfer });
    const cash = booked.postings.filter(({ account }) => account === 'clearing:treasury');
    const amount = Money.sum(cash.map(({ eur }) => eur));
    const receivedMinor = (BigInt(expected.receivedMinor) - amount.minor).toString();
    await tx.update(AidRecovery, where, { receivedMinor });
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-returned.v1', {
      key: expected.case,
      data: { case: expected.case, amount: amount.negated().toJSON(), returnedOn: on.valueDate },
      ...{ valueDate: on.valueDate, cause: on.cause },
    });
  }

  /** The aid was paid and stays so: its money is put aside again and leaves, as it did. */
  private async notReturned(
    tx: EntityManager,
    { id: paymentRequest, undoTransfer: transfer }: UndoPart,
    on: Occasion & { cause: Requested },
  ): Promise<void> {
    const { proposal: id } = await tx.findOneByOrFail(AidPayment, { paymentRequest });
    const proposal = await tx.findOneOrFail(Proposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const payments = await tx.find(AidPayment, {
      where: { proposal: id },
      order: { paymentRequest: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const payment = payments.find((one) => one.paymentRequest === paymentRequest)!;
    const last = payments.at(-1)!;
    if (!isFailed(last.state)) throw new UndoRefused('ASKED_AGAIN', proposal.case);
    const amount = Money.minor(BigInt(payment.returnedMinor ?? payment.amountMinor));
    const isFree = proposal.state === 'CANCELLED' || last.state === 'RETURNED';
    const reserved = isFree ? await this.reserve(tx, proposal, amount, on) : {};
    await tx.save(Proposal, { ...proposal, ...reserved, state: 'GRANTED' as const });
    await this.book.post(tx, [paid({ payment, amount, transfer, on }, amount)], on.valueDate, on.cause);
    const settled = { state: 'SETTLED', reason: null, ...{ returnedOn: null, returnedMinor: null } } as const;
    await tx.update(AidPayment, { paymentRequest }, { ...settled, returnTransaction: null });
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-paid.v1', {
      key: payment.case,
      data: { case: payment.case, amount: amount.toJSON(), paidOn: payment.settledOn ?? on.valueDate },
      ...{ valueDate: on.valueDate, cause: on.cause },
    });
  }

  private async reserve(
    tx: EntityManager,
    proposal: Proposal,
    amount: Money,
    { valueDate, actor }: Occasion,
  ): Promise<Pick<Proposal, 'sources' | 'transaction'>> {
    const reason = `Aid to ${proposal.case}, not returned after all`;
    try {
      return await this.reservations.reserve(tx, proposal, amount, {
        ...{ kind: 'aid-reserved-again', reason, valueDate, actor },
      });
    } catch (error) {
      if (!(error instanceof FundInsufficient)) throw error;
      throw new UndoRefused('MONEY_USED', proposal.case, error.missing);
    }
  }
}
