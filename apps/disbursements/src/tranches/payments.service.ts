import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectMoney } from '../allocations/project-money.service';
import { endedStates } from '../projects/life-cycle';
import type { Project } from '../projects/project.entity';
import { about, accounts } from '../rules/accounts';
import { type Origin, systemOrigin, traceOf } from '../rules/origin';
import { Reservations } from './reservations.service';
import { inProportion, type Share, sumOf } from './split';
import { TranchePayment } from './tranche-payment.entity';
import type { Tranche } from './tranche.entity';
import { type LockedTranche, TranchesService } from './tranches.service';

type Settled = CloudEvent<'abonde.treasury.payment-settled.v1'>;
type Returned = CloudEvent<'abonde.treasury.payment-returned.v1'>;
type Failed = CloudEvent<'abonde.treasury.payment-rejected.v1' | 'abonde.treasury.payment-cancelled.v1'>;

interface Found {
  locked: LockedTranche;
  payment: TranchePayment;
}

/** What the bank did, or did not do after all. */
interface BankFact {
  amount: Money;
  transfer: string;
  valueDate: string;
  /** Day on which the tranche counts as paid. */
  paidOn: string;
  metadata: Record<string, unknown>;
  event: CloudEvent;
}

/** What the bank did with a tranche's payment: facts, posted whatever the state they find. */
@Injectable()
export class Payments {
  constructor(
    private readonly tranches: TranchesService,
    private readonly reservations: Reservations,
    private readonly money: ProjectMoney,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async settle(tx: EntityManager, event: Settled): Promise<void> {
    const found = await this.find(tx, event.data.paymentRequest);
    if (!found) return;
    const valueDate = await this.dayOf(tx, event);
    const { entry, order, match } = event.data;
    const [amount, transfer, metadata] = [Money.of(event.data.eur), event.transfer ?? match, { entry, order, match }];
    await this.paid(tx, found, { amount, transfer, valueDate, paidOn: valueDate, metadata, event });
  }

  /** What is reserved for a tranche leaves; what was not reserved is missing. */
  async paid(tx: EntityManager, { locked, payment }: Found, fact: BankFact): Promise<void> {
    const { tranche, project } = locked;
    const { amount, valueDate, event } = fact;
    const held = await this.reservations.heldFor(tx, tranche);
    const paid = inProportion(amount.min(sumOf(held)), held);
    const missing = amount.minus(sumOf(paid));
    const postings = [...this.settlement(project, tranche, paid), ...this.beyond(project, tranche, missing)];
    const reason = `Tranche ${tranche.code} paid`;
    if (!(await this.post(tx, fact, { kind: 'tranche-paid', reason, tranche, postings }))) return;
    const origin = systemOrigin(event);
    if (missing.isPositive())
      await this.raiseShortfall(tx, project, missing, `${tranche.code} paid beyond what was reserved`, origin);
    await tx.update(TranchePayment, { paymentRequest: payment.paymentRequest }, { status: 'SETTLED' });
    Object.assign(tranche, { status: 'PAID', paidOn: fact.paidOn });
    await this.tranches.save(tx, locked, 'abonde.disbursements.tranche-paid.v1', valueDate, origin);
    const movements = paid.map((share) => ({ agreement: share.agreement, amount: share.amount.negated() }));
    await this.money.announce(tx, project, movements, { cause: 'PAID', valueDate }, origin);
  }

  /** The money is back and reserved again; of an ended project, it goes on to its envelopes. */
  async takeBack(tx: EntityManager, event: Returned): Promise<void> {
    const found = await this.find(tx, event.data.paymentRequest);
    if (!found) return;
    const { locked, payment } = found;
    const { tranche, project } = locked;
    const amount = Money.of(event.data.eur);
    const back = inProportion(amount, tranche.split);
    const postings = await this.comingBack(tx, project, tranche, back);
    const reason = event.data.reason ?? 'Returned by the bank';
    const valueDate = await this.dayOf(tx, event);
    const { entry, order, match } = event.data;
    const [transfer, metadata] = [event.transfer ?? match, { entry, order, match }];
    const fact = { amount, transfer, valueDate, paidOn: valueDate, metadata, event };
    if (!(await this.post(tx, fact, { kind: 'payment-returned', reason, tranche, postings }))) return;
    const origin = systemOrigin(event);
    await this.money.announce(tx, project, back, { cause: 'RETURNED', valueDate }, origin);
    if (event.data.undone) return this.waitAgain(tx, { locked, payment }, valueDate, origin);
    await tx.update(TranchePayment, { paymentRequest: payment.paymentRequest }, { status: 'RETURNED' });
    Object.assign(tranche, { status: 'RETURNED', paidOn: null, conversion: null, reason });
    await this.tranches.save(tx, locked, 'abonde.disbursements.tranche-returned.v1', valueDate, origin);
    if (endedStates.includes(project.state))
      await this.giveUp(tx, locked, { reason, effectiveDate: valueDate }, origin);
  }

  /** Nothing came back: another debit settles the payment, and is still to be found. */
  private async waitAgain(
    tx: EntityManager,
    { locked, payment }: Found,
    valueDate: string,
    origin: Origin,
  ): Promise<void> {
    await tx.update(TranchePayment, { paymentRequest: payment.paymentRequest }, { status: 'REQUESTED' });
    Object.assign(locked.tranche, { status: 'APPROVED', paidOn: null });
    await this.tranches.save(tx, locked, 'abonde.disbursements.tranche-approved.v1', valueDate, origin);
  }

  /** Nothing left the bank: the tranche may be approved again with mended details. */
  async fail(tx: EntityManager, event: Failed, status: 'REJECTED' | 'CANCELLED'): Promise<void> {
    const found = await this.find(tx, event.data.paymentRequest);
    if (!found || found.payment.status !== 'REQUESTED') return;
    const { locked, payment } = found;
    const { tranche, project } = locked;
    const origin = systemOrigin(event);
    const effectiveDate = await this.dayOf(tx, event);
    const reason = event.data.reason ?? `Payment ${status.toLowerCase()}`;
    await tx.update(TranchePayment, { paymentRequest: payment.paymentRequest }, { status });
    if (endedStates.includes(project.state)) return this.giveUp(tx, locked, { reason, effectiveDate }, origin);
    await this.reservations.free(tx, project, tranche, { reason, effectiveDate }, origin);
    Object.assign(tranche, { status: 'CERTIFIED', approvedBy: null, approvedOn: null, reason });
    await this.tranches.save(tx, locked, 'abonde.disbursements.tranche-returned.v1', effectiveDate, origin);
  }

  /** A tranche that nobody may pay any more: what it reserved, and what was committed for it, is free. */
  private async giveUp(
    tx: EntityManager,
    locked: LockedTranche,
    because: { reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<void> {
    const { tranche, project } = locked;
    await this.reservations.free(tx, project, tranche, because, origin);
    Object.assign(tranche, { status: 'CANCELLED', reason: because.reason });
    await this.tranches.save(tx, locked, 'abonde.disbursements.tranche-returned.v1', because.effectiveDate, origin);
    await this.money.uncommit(tx, project, because, origin);
    await this.money.releaseAll(tx, project, because, origin);
  }

  /** Only our own requests: the other services' payments pass here too. */
  private async find(tx: EntityManager, paymentRequest: string): Promise<Found | undefined> {
    const payment = await tx.findOneBy(TranchePayment, { paymentRequest });
    return payment ? { payment, locked: await this.tranches.lock(tx, payment.trancheId) } : undefined;
  }

  private async post(
    tx: EntityManager,
    { transfer, valueDate, metadata, event }: BankFact,
    { kind, reason, tranche, postings }: { kind: string; reason: string; tranche: Tranche; postings: NewPosting[] },
  ): Promise<boolean> {
    const [posted] = await this.ledger.post(
      tx,
      {
        ...{ kind, reason, valueDate, reference: tranche.code, actor: 'system:disbursements', postings },
        accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate ?? valueDate),
        ...{ transfer, metadata },
      },
      { floors: 'FACT' },
    );
    return posted !== undefined && !posted.duplicate;
  }

  private settlement(project: Project, tranche: Tranche, paid: readonly Share[]): NewPosting[] {
    const general = debitCredit(
      accounts.payable(project.code),
      accounts.clearing,
      sumOf(paid),
      about(project, { tranche: tranche.code }),
    );
    const fund = paid.flatMap(({ agreement, amount }) => {
      const dimensions = about(project, { agreement, tranche: tranche.code });
      return [
        ...debitCredit(accounts.tranche(tranche.code, agreement), accounts.money, amount, dimensions),
        ...debitCredit(
          accounts.advanced(project.code, agreement),
          accounts.toJustify(project.code, agreement),
          amount,
          dimensions,
        ),
      ];
    });
    return [...general, ...fund];
  }

  /** Paid by the bank without money reserved for it: a charge all the same, and a shortfall until it is made good. */
  private beyond(project: Project, tranche: Tranche, missing: Money): NewPosting[] {
    const dimensions = about(project, { tranche: tranche.code });
    return [
      ...debitCredit(accounts.expense(project.code), accounts.clearing, missing, dimensions),
      ...debitCredit(accounts.shortfall(project.code), accounts.money, missing, dimensions),
    ];
  }

  private async comingBack(
    tx: EntityManager,
    project: Project,
    tranche: Tranche,
    back: readonly Share[],
  ): Promise<NewPosting[]> {
    const dimensions = about(project, { tranche: tranche.code });
    const unjustified = await this.money.unjustified(tx, project, back);
    return [
      ...debitCredit(accounts.clearing, accounts.payable(project.code), sumOf(back), dimensions),
      ...back.flatMap(({ agreement, amount }) =>
        debitCredit(accounts.money, accounts.tranche(tranche.code, agreement), amount, { ...dimensions, agreement }),
      ),
      ...unjustified.flatMap(({ agreement, amount }) =>
        debitCredit(accounts.toJustify(project.code, agreement), accounts.advanced(project.code, agreement), amount, {
          ...dimensions,
          agreement,
        }),
      ),
    ];
  }

  private async raiseShortfall(
    tx: EntityManager,
    project: Project,
    amount: Money,
    cause: string,
    origin: Origin,
  ): Promise<void> {
    const account = accounts.shortfall(project.code);
    const data = { account, amount: amount.toJSON(), cause };
    await this.outbox.add(tx, 'abonde.disbursements.shortfall-raised.v1', { key: account, data, ...traceOf(origin) });
  }

  private async dayOf(tx: EntityManager, event: CloudEvent): Promise<string> {
    return event.valuedate ?? (await this.clock.today(tx));
  }
}
