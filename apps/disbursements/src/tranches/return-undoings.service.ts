import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { UndoRefused } from '@abonde/match-undo';
import { Waiting } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemOrigin } from '../rules/origin';
import { Payments } from './payments.service';
import { Reservations } from './reservations.service';
import { TranchePayment } from './tranche-payment.entity';
import { type LockedTranche, TranchesService } from './tranches.service';

/** A payment that the bank gave back nothing of after all: its tranche is paid, as it was. */
@Injectable()
export class ReturnUndoings {
  constructor(
    private readonly tranches: TranchesService,
    private readonly payments: Payments,
    private readonly reservations: Reservations,
    private readonly ledger: Ledger,
  ) {}

  knows(tx: EntityManager, paymentRequest: string): Promise<boolean> {
    return tx.existsBy(TranchePayment, { paymentRequest });
  }

  /** @throws {UndoRefused} `ASKED_AGAIN`, `GIVEN_UP`, `MONEY_USED` @throws {Waiting} while the return itself has not come */
  async takeBack(
    tx: EntityManager,
    part: UndoPart,
    event: CloudEvent<'abonde.treasury.match-undo-requested.v1' | 'abonde.contributions.release-handed-back.v1'>,
  ): Promise<void> {
    const payment = await tx.findOneByOrFail(TranchePayment, { paymentRequest: part.id });
    const locked = await this.tranches.lock(tx, payment.trancheId);
    const [returned] = await this.ledger.find(tx, { transfer: part.transfer });
    if (!returned) throw new Waiting(`transfer:${part.transfer}`);
    checkStanding(locked);
    const { valueDate, postings, metadata } = returned;
    const cash = postings.filter(({ account }) => account === 'clearing:treasury');
    const amount = Money.sum(cash.map(({ eur }) => eur));
    await this.reserve(tx, locked, valueDate, event);
    const paidOn = await this.paidOn(tx, locked, valueDate);
    await this.payments.paid(
      tx,
      { locked, payment },
      { amount, transfer: part.undoTransfer, valueDate, paidOn, metadata, event },
    );
  }

  /** What came back is still reserved, unless the tranche was sent back or its next payment failed since. */
  private async reserve(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    valueDate: string,
    event: CloudEvent,
  ): Promise<void> {
    if (tranche.status === 'RETURNED') return;
    try {
      await this.reservations.reserve(tx, project, tranche, valueDate, systemOrigin(event));
    } catch (error) {
      if (!(error instanceof Violation) || error.code !== 'INSUFFICIENT_FUNDS') throw error;
      throw new UndoRefused('MONEY_USED', project.code, error.figures['missingAmount'] as Money);
    }
  }

  private async paidOn(tx: EntityManager, { tranche }: LockedTranche, otherwise: string): Promise<string> {
    const paid = await this.ledger.find(tx, { kind: 'tranche-paid', reference: tranche.code });
    return paid.at(-1)?.valueDate ?? otherwise;
  }
}

function checkStanding({ tranche }: LockedTranche): void {
  if (tranche.status === 'CANCELLED') throw new UndoRefused('GIVEN_UP', tranche.code);
  if (tranche.status === 'APPROVED' || tranche.status === 'PAID') throw new UndoRefused('ASKED_AGAIN', tranche.code);
}
