import { Outbox } from '@abonde/messaging';
import { Money, PEGS, Rational } from '@abonde/money';
import {
  BusinessClock,
  checkVersion,
  type Command,
  DomainError,
  isUuid,
  notFound,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { GENERAL } from '../donors/donor';
import type { Donor } from '../donors/donor.entity';
import { Donors } from '../donors/donors.service';
import { tellSchedule } from '../instalments/expectations.publisher';
import { Instalment } from '../instalments/instalment.entity';
import { checkInstalments, checkTerms } from './agreement';
import { AgreementAccounts } from './agreement-accounts.service';
import { Agreement, agreementFact, AgreementVersion, termsOf } from './agreement.entity';
import type { AmendAgreementDto, NewInstalmentDto, RegisterAgreementDto } from './agreements.dto';
import { type GivenRate, value } from './rates';

/** Registers signed agreements and their amendments. */
@Injectable()
export class Agreements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly donors: Donors,
    private readonly accounts: AgreementAccounts,
    private readonly outbox: Outbox,
  ) {}

  register(body: RegisterAgreementDto, command: Command): Promise<{ id: string; code: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      const donor = await this.donors.find(body.donor, tx);
      const day = await this.clock.effective(body.signedOn, tx);
      const agreement = tx.create(Agreement, newAgreement(body, donor, command.actor.id));
      this.check(agreement, body.instalments);
      const pledged =
        agreement.internal && body.instalments.length === 0 ? Money.zero(agreement.currency) : Money.of(body.amount);
      const eur = pledgeValue(pledged, body.rate, day);
      Object.assign(agreement, { pledgeOpen: pledged.minor, pledgeEur: eur.minor });
      await tx.insert(Agreement, agreement);
      await this.addInstalments(tx, agreement, body.instalments);
      await this.accounts.open(tx, agreement, donor.kind);
      const head = {
        kind: 'agreement-signed',
        reason: `Convention ${agreement.code}`,
        valueDate: day,
        actor: command.actor.id,
      };
      await this.accounts.pledge(tx, agreement, { amount: pledged, eur }, head);
      await this.keepVersion(tx, agreement, { reason: 'Signature', effectiveDate: day, actor: command.actor.id });
      await this.tell(tx, agreement, donor, command, 'abonde.contributions.agreement-signed.v1');
      return { id: agreement.id, code: agreement.code };
    });
  }

  amend(
    reference: string,
    body: AmendAgreementDto,
    expected: number | undefined,
    command: Command,
  ): Promise<{ id: string; code: string; version: number }> {
    return this.unitOfWork.run(command, async (tx) => {
      const agreement = await this.find(reference, tx, true);
      checkVersion(expected, agreement.version);
      const day = await this.clock.effective(body.effectiveDate, tx);
      const before = Money.minor(agreement.amount, agreement.currency);
      Object.assign(agreement, amended(agreement, body), { version: agreement.version + 1 });
      await this.replaceInstalments(tx, agreement, body.instalments);
      await this.changePledge(
        tx,
        agreement,
        Money.minor(agreement.amount, agreement.currency).minus(before),
        body,
        day,
        command.actor.id,
      );
      await tx.save(agreement);
      await this.keepVersion(tx, agreement, { reason: body.reason, effectiveDate: day, actor: command.actor.id });
      const donor = await this.donors.find(agreement.donor, tx);
      await this.tell(tx, agreement, donor, command, 'abonde.contributions.agreement-amended.v1');
      return { id: agreement.id, code: agreement.code, version: agreement.version };
    });
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async find(reference: string, tx: EntityManager = this.dataSource.manager, lock = false): Promise<Agreement> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const agreement = await tx.findOne(Agreement, { where, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
    if (!agreement) throw notFound('agreement', reference);
    return agreement;
  }

  private check(agreement: Agreement, instalments: readonly NewInstalmentDto[]): void {
    const terms = termsOf(agreement);
    checkTerms(terms);
    const optional = agreement.internal || agreement.earmark.level === 'EVENT';
    checkInstalments(
      instalments.map((instalment) => ({ ...instalment, amount: Money.of(instalment.amount) })),
      terms,
      optional,
    );
    if (agreement.code === GENERAL && !agreement.internal) {
      throw new DomainError({
        code: 'RESERVED_CODE',
        status: 422,
        title: 'Reserved code',
        detail: `${GENERAL} is an agreement of an internal donor.`,
      });
    }
  }

  private async addInstalments(
    tx: EntityManager,
    { code, currency }: Agreement,
    instalments: readonly NewInstalmentDto[],
  ): Promise<void> {
    const rows = instalments.map(({ number, amount, dueOn, condition = { kind: 'DATE' } }) => ({
      id: uuid(),
      agreement: code,
      number,
      currency,
      amount: Money.of(amount).minor,
      dueOn,
      condition,
      state: 'EXPECTED' as const,
      outstanding: 0n,
      booked: 0n,
      calledEur: 0n,
    }));
    if (rows.length > 0) await tx.insert(Instalment, rows);
  }

  /** Keeps what was called, replaces the rest, and checks the whole schedule again. */
  private async replaceInstalments(
    tx: EntityManager,
    agreement: Agreement,
    given?: readonly NewInstalmentDto[],
  ): Promise<void> {
    const rows = await tx.find(Instalment, { where: { agreement: agreement.code }, order: { number: 'ASC' } });
    const called = rows.filter(({ state }) => state !== 'EXPECTED');
    const kept = given === undefined ? rows : called;
    const asDto = kept.map(({ number, amount, currency, dueOn }) => ({
      number,
      amount: Money.minor(amount, currency).toJSON(),
      dueOn,
    }));
    this.check(
      agreement,
      [...asDto, ...(given ?? [])].sort((a, b) => a.number - b.number),
    );
    if (given === undefined) return;
    await tx.delete(Instalment, { agreement: agreement.code, state: 'EXPECTED' });
    await this.addInstalments(tx, agreement, given);
  }

  private async changePledge(
    tx: EntityManager,
    agreement: Agreement,
    change: Money,
    body: AmendAgreementDto,
    valueDate: string,
    actor: string,
  ): Promise<void> {
    if (change.isZero() || (agreement.internal && agreement.pledgeOpen === 0n)) return;
    const average =
      agreement.pledgeOpen === 0n ? 0n : Rational.of(agreement.pledgeEur * change.minor, agreement.pledgeOpen).round();
    const eur =
      body.rate || agreement.currency === 'EUR' || PEGS.has(agreement.currency)
        ? pledgeValue(change, body.rate, valueDate)
        : Money.minor(average);
    agreement.pledgeOpen += change.minor;
    agreement.pledgeEur += eur.minor;
    const head = {
      kind: 'agreement-amended',
      reason: `Avenant ${agreement.version} : ${body.reason}`,
      valueDate,
      actor,
    };
    await this.accounts.pledge(tx, agreement, { amount: change, eur }, head);
  }

  private async keepVersion(
    tx: EntityManager,
    agreement: Agreement,
    { reason, effectiveDate, actor }: { reason: string; effectiveDate: string; actor: string },
  ): Promise<void> {
    const { amount, ...terms } = termsOf(agreement);
    await tx.insert(AgreementVersion, {
      agreement: agreement.code,
      version: agreement.version,
      terms: { ...terms, amount: amount.toJSON() },
      reason,
      effectiveDate,
      actor,
    });
  }

  private async tell(
    tx: EntityManager,
    agreement: Agreement,
    donor: Donor,
    { correlationId }: Command,
    type: 'abonde.contributions.agreement-signed.v1' | 'abonde.contributions.agreement-amended.v1',
  ): Promise<void> {
    await this.outbox.add(tx, type, { key: agreement.code, data: agreementFact(agreement, donor.name), correlationId });
    await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
  }
}

function newAgreement(body: RegisterAgreementDto, donor: Donor, createdBy: string): Partial<Agreement> {
  const {
    amount,
    period,
    instalments: _instalments,
    rate: _rate,
    donor: _donor,
    code,
    pool,
    coFinancingCap,
    basis,
    ...rest
  } = body;
  const { minor, currency } = Money.of(amount);
  const id = uuid();
  return {
    ...rest,
    id,
    code: code ?? id,
    donor: donor.code,
    internal: donor.kind === 'INTERNAL',
    currency,
    amount: minor,
    pool: pool ?? currency,
    periodFrom: period.from,
    periodTo: period.to,
    coFinancingCap: coFinancingCap ?? null,
    basis: basis ?? null,
    version: 1,
    createdBy,
  };
}

function amended(
  agreement: Agreement,
  { amount, period, earmark, interestClauses }: AmendAgreementDto,
): Partial<Agreement> {
  const changed = amount && Money.of(amount);
  if (changed && changed.currency !== agreement.currency) {
    throw new DomainError({
      code: 'CURRENCY_MISMATCH',
      status: 422,
      title: 'Another currency',
      detail: `${agreement.code} is in ${agreement.currency}.`,
    });
  }
  return {
    ...(changed && { amount: changed.minor }),
    ...(period && { periodFrom: period.from, periodTo: period.to }),
    ...(earmark && { earmark }),
    ...(interestClauses && { interestClauses }),
  };
}

/** A pledge in a floating currency has no EUR value until a rate is given: it is only a promise. */
function pledgeValue(amount: Money, rate: GivenRate | undefined, day: string): Money {
  const floating = amount.currency !== 'EUR' && !PEGS.has(amount.currency);
  return floating && !rate ? Money.zero() : value(amount, rate, day).eur;
}
