import { addMonths } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { aidOf } from '../chart';
import { NoticesService } from '../notifications/notices.service';
import { BeforeTheCrisis, CaseNotSettled, InvalidAidAmount, NothingToReport, SpentAbovePaid } from './aid.errors';
import type { CloseCaseDto, ReportDto } from './aid.dto';
import { CaseDocuments } from './case-documents.service';
import { AidCase } from './case.entity';
import { AidRecovery } from './recovery.entity';
import { CasesService, factsOf } from './cases.service';
import { isFailed, isOpen } from './proposal';
import { AidPayment } from './payment.entity';
import { Proposal } from './proposal.entity';

/** Months within which a city gives back what it has not spent. */
const GIVEN_BACK_WITHIN = 2;

/** What comes after an aid is paid: its report, what was not spent, the closing of its case. */
@Injectable()
export class CaseEndings {
  constructor(
    private readonly cases: CasesService,
    private readonly documents: CaseDocuments,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly notices: NoticesService,
  ) {}

  /** Received with its document; a part not spent is expected back from the city. */
  async report(tx: EntityManager, reference: string, wanted: ReportDto, actor: Actor): Promise<AidCase> {
    const one = await this.cases.findOpen(tx, reference);
    const { document } = await this.documents.require(tx, one.code, wanted.document);
    const paid = await this.ledger.balance(`aid-expense:${one.code}`, undefined, tx);
    const paidOn = await this.lastPaidOn(tx, one.code);
    if (!paid.isPositive() || paidOn === undefined || one.reportedOn !== null) throw new NothingToReport(one.code);
    const spent = wanted.spent ? Money.of(wanted.spent) : paid;
    if (spent.currency !== 'EUR' || spent.isNegative()) throw new InvalidAidAmount(spent);
    if (spent.compare(paid) > 0) throw new SpentAbovePaid(paid, spent);
    const reportedOn = await this.clock.effective(wanted.effectiveDate, tx);
    if (reportedOn < paidOn) throw new BeforeTheCrisis('The report would come', reportedOn, paidOn);
    const reported = {
      reportedOn,
      reportedAt: new Date(),
      reportDocument: document,
      spentMinor: spent.minor.toString(),
    };
    await tx.update(AidCase, { id: one.id }, reported);
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-reported.v1', {
      key: one.code,
      data: { case: one.code, receivedOn: reportedOn },
      valueDate: reportedOn,
    });
    await this.expectBack(tx, one, paid.minus(spent), reportedOn);
    await this.notices.tell(tx, { kind: 'REPORT_RECEIVED', case: one, actor: actor.id });
    return { ...one, ...reported };
  }

  /** A case closes once nothing is expected of it: no proposal to decide, no money to pay, no report, no money to come back. */
  async close(
    tx: EntityManager,
    reference: string,
    { note, effectiveDate }: CloseCaseDto,
    actor: Actor,
  ): Promise<AidCase> {
    const one = await this.cases.findOpen(tx, reference);
    await this.checkSettled(tx, one);
    const closedOn = await this.clock.effective(effectiveDate, tx);
    const last = one.reportedOn ?? one.openedOn;
    if (closedOn < last) throw new BeforeTheCrisis('The case would close', closedOn, last);
    const closing = { state: 'CLOSED' as const, closedOn, closedAt: new Date(), closingNote: note ?? null };
    await tx.update(AidCase, { id: one.id }, closing);
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-case-closed.v1', {
      key: one.code,
      data: factsOf(one),
      valueDate: closedOn,
    });
    await this.notices.tell(tx, { kind: 'CASE_CLOSED', case: one, actor: actor.id });
    return { ...one, ...closing };
  }

  private async checkSettled(tx: EntityManager, { code, reportedOn }: AidCase): Promise<void> {
    const proposals = await tx.findBy(Proposal, { case: code });
    if (proposals.some(({ state }) => isOpen(state)))
      throw new CaseNotSettled(code, 'A proposal still waits for its decision.');
    for (const { id, state } of proposals) {
      const payments = await tx.find(AidPayment, { where: { proposal: id }, order: { paymentRequest: 'ASC' } });
      const last = payments.at(-1);
      if (state === 'GRANTED' && last && isFailed(last.state))
        throw new CaseNotSettled(code, 'A payment has failed: it is asked for again, or the aid given up, first.');
    }
    const committed = await this.ledger.balance(aidOf(code), undefined, tx);
    if (!committed.isZero()) throw new CaseNotSettled(code, `${committed} is decided and not yet paid.`);
    const paid = await this.ledger.balance(`aid-expense:${code}`, undefined, tx);
    if (paid.isPositive() && reportedOn === null) throw new CaseNotSettled(code, `The report on ${paid} has not come.`);
    const recoveries = await tx.findBy(AidRecovery, { case: code });
    const owed = Money.sum(
      recoveries.map(({ minor, receivedMinor }) => Money.minor(BigInt(minor) - BigInt(receivedMinor))),
    );
    if (owed.isPositive()) throw new CaseNotSettled(code, `${owed} was not spent and has not come back.`);
  }

  private async expectBack(tx: EntityManager, { code }: AidCase, unspent: Money, expectedOn: string): Promise<void> {
    if (!unspent.isPositive()) return;
    const expected: AidRecovery = {
      recovery: uuid(),
      case: code,
      minor: unspent.minor.toString(),
      receivedMinor: '0',
      expectedOn,
      dueOn: addMonths(expectedOn, GIVEN_BACK_WITHIN),
    };
    await tx.insert(AidRecovery, expected);
    await this.outbox.add(tx, 'abonde.emergency-fund.recovery-expected.v1', {
      key: expected.recovery,
      data: { recovery: expected.recovery, case: code, amount: unspent.toJSON(), dueOn: expected.dueOn },
      valueDate: expectedOn,
    });
  }

  private async lastPaidOn(tx: EntityManager, code: string): Promise<string | undefined> {
    const paid = await tx.findBy(AidPayment, { case: code, state: 'SETTLED' });
    return paid
      .flatMap(({ settledOn }) => settledOn ?? [])
      .sort()
      .at(-1);
  }
}
