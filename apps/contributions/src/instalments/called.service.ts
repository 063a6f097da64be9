import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, DomainError, notFound, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InstalmentDto } from '../agreements/agreement-answers.dto';
import { type Agreement, findAgreement } from '../agreements/agreement.entity';
import { instalmentDto } from '../agreements/agreement.view';
import { notCalled } from './call-letters.service';
import { Envelopes } from '../envelopes/envelopes.service';
import { MovementRow } from '../envelopes/movement.entity';
import { byCommand, type Origin } from '../envelopes/origin';
import { Instalment, instalmentFact, SettlementRow } from './instalment.entity';
import type { SentDto, WithdrawCallDto } from './instalments.dto';
import { tellSchedule } from './expectations.publisher';

/** What becomes of a call: its letter is sent, or the call is withdrawn before anything came. */
@Injectable()
export class Called {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
  ) {}

  sent(reference: string, number: number, body: SentDto, command: Command): Promise<InstalmentDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const agreement = await findAgreement(tx, reference, true);
      const instalment = await this.called(tx, agreement, number);
      const sentOn = await this.clock.effective(body.effectiveDate, tx);
      if (instalment.calledOn && sentOn < instalment.calledOn) {
        throw new DomainError({
          code: 'SENT_BEFORE_CALL',
          status: 422,
          title: 'Sent before the call',
          detail: `The letter of instalment ${number} is dated ${instalment.calledOn}.`,
          field: 'effectiveDate',
          calledOn: instalment.calledOn,
        });
      }
      Object.assign(instalment, { sentOn, sentBy: command.actor.id, sentTo: body.to ?? null });
      await tx.save(instalment);
      return instalmentDto(instalment, await this.clock.today(tx));
    });
  }

  /** The instalment is expected again, the promise stands again, and treasury no longer waits for it. */
  withdraw(reference: string, number: number, body: WithdrawCallDto, command: Command): Promise<InstalmentDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const agreement = await findAgreement(tx, reference, true);
      const instalment = await this.called(tx, agreement, number);
      refusePaid(instalment);
      const day = await this.clock.effective(body.effectiveDate, tx);
      const fact = instalmentFact(instalment, agreement.donor);
      // Treasury was told nothing of a call that interest paid whole.
      const asked = instalment.outstanding > 0n;
      await this.takeBack(tx, agreement, instalment, { reason: body.reason, day }, byCommand(command));
      const { correlationId } = command;
      if (asked) {
        await this.outbox.add(tx, 'abonde.contributions.instalment-cancelled.v1', {
          key: agreement.code,
          data: fact,
          correlationId,
        });
      }
      await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
      return instalmentDto(instalment, await this.clock.today(tx));
    });
  }

  private async takeBack(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    { reason, day }: { reason: string; day: string },
    origin: Origin,
  ): Promise<void> {
    const [call] = await this.ledger.find(tx, {
      kind: 'instalment-called',
      ...(instalment.callTransaction
        ? { id: instalment.callTransaction }
        : { reference: instalment.reference ?? '', metadata: { instalment: instalment.id } }),
    });
    if (!call) throw notCalled(instalment);
    const { actor } = origin;
    const posted = await this.ledger.reverse(tx, call.id, { kind: 'call-withdrawn', reason, actor, valueDate: day });
    const moved = await tx.findBy(MovementRow, { transaction: call.id });
    const back = moved.map(({ agreement: code, delta, cause }) => ({ agreement: code, delta: -delta, cause }));
    await this.envelopes.tell(tx, { ...posted, valueDate: day }, back, origin);
    if (instalment.interestOffset > 0n) {
      const owedAgain = { instalment: instalment.id, amount: instalment.interestOffset, onDay: day };
      await tx.insert(SettlementRow, { id: uuid(), ...owedAgain, cause: 'UNDONE' });
    }
    const pledged = call.postings.find(({ account }) => account === `pledge:${agreement.code}`);
    agreement.pledgeOpen -= pledged?.amount.minor ?? 0n;
    agreement.pledgeEur -= pledged?.eur.minor ?? 0n;
    await tx.save(agreement);
    Object.assign(instalment, {
      state: 'EXPECTED',
      calledOn: null,
      reference: null,
      document: null,
      callTransaction: null,
      sentOn: null,
      sentBy: null,
      sentTo: null,
      outstanding: 0n,
      booked: 0n,
      calledEur: 0n,
      deferred: 0n,
      interestOffset: 0n,
    });
    await tx.save(instalment);
  }

  private async called(tx: EntityManager, { code }: Agreement, number: number): Promise<Instalment> {
    const instalment = await tx.findOneBy(Instalment, { agreement: code, number });
    if (!instalment) throw notFound('instalment', `${code} ${number}`);
    if (instalment.state === 'EXPECTED' || instalment.state === 'CANCELLED') throw notCalled(instalment);
    return instalment;
  }
}

function refusePaid(instalment: Instalment): void {
  const { state, amount, interestOffset, outstanding, reduced, currency, number, agreement } = instalment;
  const asked = amount - interestOffset;
  const untouched = outstanding === asked && reduced === 0n;
  if (untouched && (state === 'CALLED' || asked === 0n)) return;
  const received = Money.minor(asked - outstanding, currency);
  throw new DomainError({
    code: 'CALL_ALREADY_ANSWERED',
    status: 409,
    title: 'Something has become of this call',
    detail: `${received} of instalment ${number} of ${agreement} were paid, given up or taken off: its call stands.`,
    settled: received,
  });
}
