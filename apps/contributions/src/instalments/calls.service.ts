import { type Day, yearOf } from '@abonde/calendar';
import { Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, Rational } from '@abonde/money';
import { BusinessClock, type Command, DomainError, notFound, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, type Agreement } from '../agreements/agreement.entity';
import { pledgePostings } from '../agreements/agreement-accounts.service';
import type { InstalmentDto } from '../agreements/agreement-answers.dto';
import { instalmentDto } from '../agreements/agreement.view';
import { Agreements } from '../agreements/agreements.service';
import { Schedule } from '../agreements/schedule.service';
import { type Valued, value } from '../agreements/rates';
import { Conditions } from '../conditions/conditions.service';
import { CallLetters } from './call-letters.service';
import { creditorReference, referenceBody } from './creditor-reference';
import { tellSchedule } from './expectations.publisher';
import { Instalment, instalmentFact } from './instalment.entity';
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
    private readonly ledger: Ledger,
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
      Object.assign(instalment, {
        state: 'CALLED',
        calledOn: day,
        reference: await this.reference(tx, agreement.code, number),
        outstanding: instalment.amount,
        booked: valued.eur.minor,
        calledEur: valued.eur.minor,
        rate: valued.booked?.rate ?? null,
        rateSource: valued.booked?.source ?? null,
        rateDate: valued.booked?.date ?? null,
        deferred: isOfLaterYear(agreement, instalment, day) ? valued.eur.minor : 0n,
      });
      instalment.callTransaction = await this.post(tx, agreement, instalment, valued, command.actor.id);
      instalment.document = await this.letters.file(tx, agreement, instalment, body.lang, command.actor.id);
      await tx.save(instalment);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.instalment-called.v1', {
        key: agreement.code,
        data: instalmentFact(instalment, agreement.donor),
        correlationId,
      });
      await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
      return instalmentDto(instalment, await this.clock.today(tx));
    });
  }

  private async reference(tx: EntityManager, agreement: string, number: number): Promise<string> {
    const plain = creditorReference(referenceBody(agreement, number));
    const taken = await tx.existsBy(Instalment, { reference: plain });
    return taken ? creditorReference(referenceBody(agreement, number, false)) : plain;
  }

  /** Receivable → income, or deferred while it belongs to a later year; contra → pledge (3). */
  private async post(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    valued: Valued,
    actor: string,
  ): Promise<string> {
    const day = instalment.calledOn as Day;
    const [posted] = await this.ledger.post(tx, {
      kind: 'instalment-called',
      reason: `Appel de fonds ${agreement.code} n° ${instalment.number}`,
      reference: instalment.reference ?? '',
      valueDate: day,
      actor,
      metadata: { instalment: instalment.id },
      postings: [...owed(agreement, instalment, valued), ...released(agreement, instalment)],
    });
    await tx.save(agreement);
    if (!posted) throw new Error('A posting has one outcome');
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
  const amount = Money.minor(instalment.amount, instalment.currency);
  const original = booked && {
    original: { amount, rate: booked.rate, rateSource: booked.source, rateDate: booked.date },
  };
  const receivable = { account: `receivable:${agreement.code}`, amount, eur, dimensions, ...original };
  const income = {
    account: `${instalment.deferred > 0n ? 'deferred-income' : 'income'}:${agreement.code}`,
    amount: eur.negated(),
    dimensions,
    ...original,
  };
  if (amount.currency === 'EUR') return [receivable, income];
  return [
    receivable,
    income,
    { account: `conversion:${amount.currency}`, amount: amount.negated(), eur: Money.zero(), dimensions },
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
