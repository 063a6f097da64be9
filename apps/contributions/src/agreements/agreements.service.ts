import { Outbox } from '@abonde/messaging';
import { Money, PEGS } from '@abonde/money';
import { BusinessClock, type Command, DomainError, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AgreementDocuments } from '../documents/agreement-documents.service';
import type { Donor } from '../donors/donor.entity';
import { Donors } from '../donors/donors.service';
import { tellSchedule } from '../instalments/expectations.publisher';
import { ReportsDue } from '../reports/reports-due.service';
import { AgreementAccounts } from './agreement-accounts.service';
import { noRestrictions } from './agreement';
import { Agreement, agreementFact, findAgreement } from './agreement.entity';
import type { RegisterAgreementDto } from './agreements.dto';
import { type GivenRate, value } from './rates';
import { givenTerms, Schedule } from './schedule.service';

/** Registers signed agreements and finds them again. */
@Injectable()
export class Agreements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly donors: Donors,
    private readonly accounts: AgreementAccounts,
    private readonly schedule: Schedule,
    private readonly reports: ReportsDue,
    private readonly documents: AgreementDocuments,
    private readonly outbox: Outbox,
  ) {}

  register(body: RegisterAgreementDto, command: Command): Promise<{ id: string; code: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      const donor = await this.donors.find(body.donor, tx);
      const day = await this.clock.effective(body.signedOn, tx);
      const agreement = tx.create(Agreement, newAgreement(body, donor, command.actor.id));
      this.schedule.check(agreement, body.instalments.map(givenTerms));
      await refuseTaken(tx, agreement.code);
      const pledged =
        agreement.internal && body.instalments.length === 0 ? Money.zero(agreement.currency) : Money.of(body.amount);
      const eur = pledgeValue(pledged, body.rate, day);
      Object.assign(agreement, { pledgeOpen: pledged.minor, pledgeEur: eur.minor });
      await tx.insert(Agreement, agreement);
      await this.schedule.add(tx, agreement, body.instalments);
      await this.accounts.open(tx, agreement, donor.kind);
      const actor = command.actor.id;
      const head = { kind: 'agreement-signed', reason: `Convention ${agreement.code}`, valueDate: day, actor };
      await this.accounts.pledge(tx, agreement, { amount: pledged, eur }, head);
      await this.accompany(tx, agreement, body, command, day);
      return { id: agreement.id, code: agreement.code };
    });
  }

  /** @throws {DomainError} 404 `NOT_FOUND` */
  find(reference: string, tx: EntityManager = this.dataSource.manager, lock = false): Promise<Agreement> {
    return findAgreement(tx, reference, lock);
  }

  /** What comes with a new agreement: its calendar of reports, documents already here, its first version, and the news. */
  private async accompany(
    tx: EntityManager,
    agreement: Agreement,
    body: RegisterAgreementDto,
    { actor, correlationId }: Command,
    day: string,
  ): Promise<void> {
    const deadlines = body.reportingDeadlines.map((dueOn) => ({ kind: 'FINANCIAL' as const, dueOn }));
    await this.reports.plan(tx, agreement.code, [...deadlines, ...body.reports], correlationId);
    await this.documents.attach(tx, agreement.code, body.documents, { by: actor.id, on: day });
    await this.schedule.keepVersion(tx, agreement, { reason: 'Signature', effectiveDate: day, actor: actor.id });
    const donor = await this.donors.find(agreement.donor, tx);
    await this.outbox.add(tx, 'abonde.contributions.agreement-signed.v1', {
      key: agreement.code,
      data: agreementFact(agreement, donor.name, await this.schedule.of(tx, agreement.code)),
      correlationId,
    });
    await tellSchedule(tx, this.outbox, agreement.code, { correlationId });
  }
}

async function refuseTaken(tx: EntityManager, code: string): Promise<void> {
  if (!(await tx.existsBy(Agreement, { code }))) return;
  throw new DomainError({
    code: 'CODE_TAKEN',
    status: 409,
    title: 'Code already used',
    detail: `Another agreement has the code ${code}.`,
    field: 'code',
  });
}

function newAgreement(body: RegisterAgreementDto, donor: Donor, createdBy: string): Partial<Agreement> {
  const { period, eligibility = period, code, pool } = body;
  const { minor, currency } = Money.of(body.amount);
  const id = uuid();
  return {
    id,
    code: code ?? id,
    donor: donor.code,
    internal: donor.kind === 'INTERNAL',
    instrument: body.instrument,
    currency,
    amount: minor,
    pool: pool ?? currency,
    signedOn: body.signedOn,
    periodFrom: period.from,
    periodTo: period.to,
    eligibleFrom: eligibility.from,
    eligibleTo: eligibility.to,
    earmark: body.earmark,
    countsAs: body.countsAs,
    interestClauses: body.interestClauses,
    managementFeeRate: body.managementFeeRate,
    incomeRecognition: body.incomeRecognition,
    restrictions: body.restrictions ?? noRestrictions,
    unspentClause: body.unspentClause,
    coFinancingCap: body.coFinancingCap ?? null,
    aidRate: body.aidRate ?? null,
    variationLimit: body.variationLimit ?? null,
    indirectCostCap: body.indirectCostCap ?? null,
    exchangeMethod: body.exchangeMethod ?? null,
    basis: body.basis ?? null,
    version: 1,
    createdBy,
  };
}

/** A pledge in a floating currency has no EUR value until a rate is given: it is only a promise. */
export function pledgeValue(amount: Money, rate: GivenRate | undefined, day: string): Money {
  const floating = amount.currency !== 'EUR' && !PEGS.has(amount.currency);
  return floating && !rate ? Money.zero() : value(amount, rate, day).eur;
}
