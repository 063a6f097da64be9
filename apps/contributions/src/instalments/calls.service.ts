import { type Day, yearOf } from '@abonde/calendar';
import { Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { type Language, Money, Rational } from '@abonde/money';
import { BusinessClock, type Command, DomainError, FileStore, notFound, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, type Agreement } from '../agreements/agreement.entity';
import { pledgePostings } from '../agreements/agreement-accounts.service';
import { instalmentDto } from '../agreements/agreement-reader.service';
import type { InstalmentDto } from '../agreements/agreements.dto';
import { Agreements } from '../agreements/agreements.service';
import { type Valued, value } from '../agreements/rates';
import { Donors } from '../donors/donors.service';
import { callLetter } from './call-letter.pdf';
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
    private readonly donors: Donors,
    private readonly ledger: Ledger,
    private readonly files: FileStore,
    private readonly outbox: Outbox,
  ) {}

  call(reference: string, number: number, body: CallDto, command: Command): Promise<InstalmentDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const agreement = await this.agreements.find(reference, tx, true);
      const day = await this.clock.effective(body.effectiveDate, tx);
      const instalment = await this.expected(tx, agreement.code, number);
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
      });
      await this.post(tx, agreement, instalment, valued, command.actor.id);
      instalment.document = await this.write(tx, agreement, instalment, body.lang, command.actor.id);
      await tx.save(instalment);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.instalment-called.v1', {
        key: agreement.code,
        data: instalmentFact(instalment, agreement.donor),
        correlationId,
      });
      await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
      return instalmentDto(instalment);
    });
  }

  private async expected(tx: EntityManager, agreement: string, number: number): Promise<Instalment> {
    const instalment = await tx.findOneBy(Instalment, { agreement, number });
    if (!instalment) throw notFound('instalment', `${agreement} ${number}`);
    if (instalment.state === 'EXPECTED') return instalment;
    throw new DomainError({
      code: 'INSTALMENT_ALREADY_CALLED',
      status: 409,
      title: 'Already called',
      detail: `Instalment ${number} of ${agreement} was called on ${instalment.calledOn}.`,
      reference: instalment.reference,
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
  ): Promise<void> {
    const day = instalment.calledOn as Day;
    await this.ledger.post(tx, {
      kind: 'instalment-called',
      reason: `Appel de fonds ${agreement.code} n° ${instalment.number}`,
      reference: instalment.reference ?? '',
      valueDate: day,
      actor,
      metadata: { instalment: instalment.id },
      postings: [...owed(agreement, instalment, valued), ...released(agreement, instalment)],
    });
    await tx.save(agreement);
  }

  private async write(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    language: Language,
    createdBy: string,
  ): Promise<string> {
    const donor = await this.donors.find(agreement.donor, tx);
    const reference = instalment.reference ?? '';
    const bytes = await callLetter({
      language,
      donor: donor.name,
      agreement: agreement.code,
      signedOn: agreement.signedOn,
      instalment: instalment.number,
      amount: Money.minor(instalment.amount, instalment.currency),
      dueOn: instalment.dueOn,
      calledOn: instalment.calledOn as Day,
      reference,
    });
    const { document } = await this.files.put(tx, {
      name: `${reference}.pdf`,
      contentType: 'application/pdf',
      bytes,
      createdBy,
    });
    return document;
  }
}

function owed(agreement: Agreement, instalment: Instalment, { eur, booked }: Valued): NewPosting[] {
  const dimensions = about(agreement);
  const amount = Money.minor(instalment.amount, instalment.currency);
  const deferred =
    agreement.incomeRecognition === 'BY_YEAR' && yearOf(instalment.dueOn) > yearOf(instalment.calledOn as Day);
  const original = booked && {
    original: { amount, rate: booked.rate, rateSource: booked.source, rateDate: booked.date },
  };
  const receivable = { account: `receivable:${agreement.code}`, amount, eur, dimensions, ...original };
  const income = {
    account: `${deferred ? 'deferred-income' : 'income'}:${agreement.code}`,
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
