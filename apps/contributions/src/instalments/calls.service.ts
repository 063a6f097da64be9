import { type Day, yearOf } from '@abonde/calendar';
import { debitCredit, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, Rational } from '@abonde/money';
import { BusinessClock, type Command, DomainError, notFound, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { interestClauseOn } from '../agreements/agreement';
import { about, type Agreement } from '../agreements/agreement.entity';
import { pledgePostings } from '../agreements/agreement-accounts.service';
import type { InstalmentDto } from '../agreements/agreement-answers.dto';
import { instalmentDto } from '../agreements/agreement.view';
import { Agreements } from '../agreements/agreements.service';
import { Schedule } from '../agreements/schedule.service';
import { type Valued, value } from '../agreements/rates';
import { Proposals } from '../allocations/proposals.service';
import { Conditions } from '../conditions/conditions.service';
import { GENERAL } from '../donors/donor';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import type { Movement } from '../envelopes/movement';
import { byCommand } from '../envelopes/origin';
import { owedTo } from '../refunds/owed.query';
import { CallLetters } from './call-letters.service';
import { creditorReference, referenceBody } from './creditor-reference';
import { tellSchedule } from './expectations.publisher';
import { Instalment, instalmentFact, SettlementRow } from './instalment.entity';
import type { CallDto } from './instalments.dto';

/** Calls instalments: the receivable, its reference and the letter to the donor. */
@Injectable()
export class Calls {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly agreements: Agreements,
    private readonly schedule: Schedule,
    private readonly conditions: Conditions,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
    private readonly letters: CallLetters,
    private readonly outbox: Outbox,
  ) {}

  call(reference: string, number: number, body: CallDto, command: Command): Promise<InstalmentDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const agreement = await this.agreements.find(reference, tx, true);
      const day = await this.clock.effective(body.effectiveDate, tx);
      const schedule = await this.schedule.of(tx, agreement.code);
      const instalment = expected(schedule, agreement.code, number);
      await this.conditions.check(tx, agreement, instalment, schedule, day);
      const amount = Money.minor(instalment.amount, instalment.currency);
      const valued = value(amount, body.rate, day);
      const offset = await this.offset(tx, agreement, amount, day);
      Object.assign(instalment, {
        state: offset.equals(amount) ? 'SETTLED' : 'CALLED',
        calledOn: day,
        reference: await this.reference(tx, agreement.code, number),
        interestOffset: offset.minor,
        outstanding: instalment.amount - offset.minor,
        booked: valued.eur.minor - offset.minor,
        calledEur: valued.eur.minor,
        rate: valued.booked?.rate ?? null,
        rateSource: valued.booked?.source ?? null,
        rateDate: valued.booked?.date ?? null,
        deferred: isOfLaterYear(agreement, instalment, day) ? valued.eur.minor : 0n,
      });
      instalment.callTransaction = await this.post(tx, agreement, instalment, valued, command);
      instalment.document = await this.letters.file(tx, agreement, instalment, body.lang, command.actor.id);
      await tx.save(instalment);
      await this.tell(tx, agreement, instalment, command);
      return instalmentDto(instalment, await this.clock.today(tx));
    });
  }

  private async reference(tx: EntityManager, agreement: string, number: number): Promise<string> {
    const plain = creditorReference(referenceBody(agreement, number));
    const taken = await tx.existsBy(Instalment, { reference: plain });
    return taken ? creditorReference(referenceBody(agreement, number, false)) : plain;
  }

  /** Interest owed to the donor that its clause takes off what it is asked to pay; interest is in euros. */
  private async offset(tx: EntityManager, agreement: Agreement, amount: Money, day: Day): Promise<Money> {
    const { interestClauses, code, currency } = agreement;
    const deducts = interestClauseOn(interestClauses, day) === 'OFFSET_AGAINST_NEXT_PAYMENT';
    if (!deducts || currency !== 'EUR') return Money.zero(currency);
    return (await owedTo(tx, this.envelopes, code)).interest.max(Money.zero()).min(amount);
  }

  /** Treasury expects what is left to pay; interest that was offset may serve projects from now on. */
  private async tell(tx: EntityManager, agreement: Agreement, instalment: Instalment, command: Command): Promise<void> {
    const { correlationId } = command;
    const { id, interestOffset, outstanding, currency, calledOn } = instalment;
    if (interestOffset > 0n) {
      const settled = { instalment: id, amount: -interestOffset, onDay: calledOn as Day, cause: 'OFFSET' as const };
      await tx.insert(SettlementRow, { id: uuid(), ...settled });
      await this.proposals.fill(tx, byCommand(command));
    }
    if (outstanding > 0n) {
      const amount = Money.minor(outstanding, currency).toJSON();
      await this.outbox.add(tx, 'abonde.contributions.instalment-called.v1', {
        key: agreement.code,
        data: { ...instalmentFact(instalment, agreement.donor), amount },
        correlationId,
      });
    }
    await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
  }

  /** Receivable, net of interest to offset, → income, or deferred while it belongs to a later year; contra → pledge (3). */
  private async post(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    valued: Valued,
    command: Command,
  ): Promise<string> {
    const day = instalment.calledOn as Day;
    const offset = Money.minor(instalment.interestOffset);
    const posted = await this.envelopes.record(
      tx,
      {
        kind: 'instalment-called',
        reason: `Appel de fonds ${agreement.code} n° ${instalment.number}`,
        reference: instalment.reference ?? '',
        valueDate: day,
        metadata: { instalment: instalment.id },
        postings: [
          ...owed(agreement, instalment, valued),
          ...deducted(agreement, offset),
          ...released(agreement, instalment),
        ],
      },
      [
        { agreement: GENERAL, delta: -offset.minor, cause: 'INTEREST' },
        { agreement: agreement.code, delta: offset.minor, cause: 'INTEREST' },
      ].filter(({ delta }) => delta !== 0n) as Movement[],
      byCommand(command),
    );
    await tx.save(agreement);
    return posted.id;
  }
}

function expected(schedule: readonly Instalment[], agreement: string, number: number): Instalment {
  const instalment = schedule.find((one) => one.number === number);
  if (!instalment) throw notFound('instalment', `${agreement} ${number}`);
  if (instalment.state === 'EXPECTED') return instalment;
  const cancelled = instalment.state === 'CANCELLED';
  throw new DomainError({
    code: cancelled ? 'INSTALMENT_CANCELLED' : 'INSTALMENT_ALREADY_CALLED',
    status: 409,
    title: cancelled ? 'Cancelled' : 'Already called',
    detail: cancelled
      ? `Instalment ${number} of ${agreement} was cancelled.`
      : `Instalment ${number} of ${agreement} was called on ${instalment.calledOn}.`,
    reference: instalment.reference,
  });
}

function isOfLaterYear({ incomeRecognition }: Agreement, { dueOn }: Instalment, calledOn: Day): boolean {
  return incomeRecognition === 'BY_YEAR' && yearOf(dueOn) > yearOf(calledOn);
}

function owed(agreement: Agreement, instalment: Instalment, { eur, booked }: Valued): NewPosting[] {
  const dimensions = about(agreement);
  const amount = Money.minor(instalment.outstanding, instalment.currency);
  const original = booked && {
    original: { amount, rate: booked.rate, rateSource: booked.source, rateDate: booked.date },
  };
  const net = eur.minus(Money.minor(instalment.interestOffset));
  const receivable = { account: `receivable:${agreement.code}`, amount, eur: net, dimensions, ...original };
  const income = {
    account: `${instalment.deferred > 0n ? 'deferred-income' : 'income'}:${agreement.code}`,
    amount: eur.negated(),
    dimensions,
    ...original,
  };
  if (amount.currency === 'EUR') return amount.isZero() ? [income] : [receivable, income];
  return [
    receivable,
    income,
    { account: `conversion:${amount.currency}`, amount: amount.negated(), eur: Money.zero(), dimensions },
  ];
}

/** What stood aside for the donor pays a part of the call, and serves the agreement from now on. */
function deducted(agreement: Agreement, offset: Money): NewPosting[] {
  if (offset.isZero()) return [];
  const { code } = agreement;
  return [
    { account: `payable-to-donor:${code}`, amount: offset, dimensions: about(agreement) },
    ...debitCredit(`fund:due-to-donor:${code}`, envelope(code), offset, about(agreement)),
  ];
}

/** Takes the called part out of the pledge, at the value it was pledged at; the last part takes what is left. */
function released(agreement: Agreement, { amount, currency }: Instalment): NewPosting[] {
  const part = amount < agreement.pledgeOpen ? amount : agreement.pledgeOpen;
  if (part === 0n) return [];
  const eur =
    part === agreement.pledgeOpen
      ? agreement.pledgeEur
      : Rational.of(agreement.pledgeEur * part, agreement.pledgeOpen).round();
  agreement.pledgeOpen -= part;
  agreement.pledgeEur -= eur;
  return pledgePostings(agreement, { amount: Money.minor(-part, currency), eur: Money.minor(-eur) });
}
