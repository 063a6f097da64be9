import { Outbox } from '@abonde/messaging';
import { Money, PEGS, Rational } from '@abonde/money';
import { BusinessClock, checkVersion, type Command, DomainError, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Proposals } from '../allocations/proposals.service';
import { Donors } from '../donors/donors.service';
import { byCommand, type Origin, trace } from '../envelopes/origin';
import { AgreementAccounts } from './agreement-accounts.service';
import { type Agreement, agreementFact } from './agreement.entity';
import type { AmendAgreementDto } from './agreements.dto';
import { Agreements, pledgeValue } from './agreements.service';
import { Schedule } from './schedule.service';
import { tellSchedule } from '../instalments/expectations.publisher';

/** Changes signed agreements: each amendment is a new version, and the earlier ones stay. */
@Injectable()
export class Amendments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly agreements: Agreements,
    private readonly schedule: Schedule,
    private readonly donors: Donors,
    private readonly accounts: AgreementAccounts,
    private readonly proposals: Proposals,
    private readonly outbox: Outbox,
  ) {}

  amend(
    reference: string,
    body: AmendAgreementDto,
    expected: number | undefined,
    command: Command,
  ): Promise<{ id: string; code: string; version: number }> {
    return this.unitOfWork.run(command, async (tx) => {
      const agreement = await this.agreements.find(reference, tx, true);
      checkVersion(expected, agreement.version);
      const day = await this.clock.effective(body.effectiveDate, tx);
      const before = Money.minor(agreement.amount, agreement.currency);
      Object.assign(agreement, amended(agreement, body), { version: agreement.version + 1 });
      await this.schedule.replace(tx, agreement, body.instalments);
      const change = Money.minor(agreement.amount, agreement.currency).minus(before);
      await this.changePledge(tx, agreement, change, { ...body, day, actor: command.actor.id });
      await this.keep(tx, agreement, { reason: body.reason, day }, byCommand(command));
      // What its terms kept away may serve from now on.
      await this.proposals.fill(tx, byCommand(command));
      return { id: agreement.id, code: agreement.code, version: agreement.version };
    });
  }

  /** Saves a changed agreement, keeps its new version and tells it. */
  async keep(
    tx: EntityManager,
    agreement: Agreement,
    { reason, day }: { reason: string; day: string },
    origin: Origin,
  ): Promise<void> {
    await tx.save(agreement);
    await this.schedule.keepVersion(tx, agreement, { reason, effectiveDate: day, actor: origin.actor });
    const donor = await this.donors.find(agreement.donor, tx);
    await this.outbox.add(tx, 'abonde.contributions.agreement-amended.v1', {
      key: agreement.code,
      data: agreementFact(agreement, donor.name, await this.schedule.of(tx, agreement.code)),
      ...trace(origin),
    });
    await tellSchedule(tx, this.outbox, agreement.code, trace(origin));
  }

  /** Posts a change of what is pledged and not called yet, at the rate given or the one it stands at. */
  async changePledge(
    tx: EntityManager,
    agreement: Agreement,
    change: Money,
    { rate, reason, day, actor }: Pick<AmendAgreementDto, 'rate' | 'reason'> & { day: string; actor: string },
  ): Promise<void> {
    if (change.isZero() || (agreement.internal && agreement.pledgeOpen === 0n)) return;
    const average =
      agreement.pledgeOpen === 0n ? 0n : Rational.of(agreement.pledgeEur * change.minor, agreement.pledgeOpen).round();
    const eur =
      rate || agreement.currency === 'EUR' || PEGS.has(agreement.currency)
        ? pledgeValue(change, rate, day)
        : Money.minor(average);
    agreement.pledgeOpen += change.minor;
    agreement.pledgeEur += eur.minor;
    const head = {
      kind: 'agreement-amended',
      reason: `Avenant ${agreement.version} : ${reason}`,
      valueDate: day,
      actor,
    };
    await this.accounts.pledge(tx, agreement, { amount: change, eur }, head);
  }
}

/** Terms that an amendment may set as they are given. */
const plainTerms = [
  'earmark',
  'interestClauses',
  'managementFeeRate',
  'coFinancingCap',
  'restrictions',
  'unspentClause',
  'aidRate',
  'variationLimit',
  'indirectCostCap',
  'exchangeMethod',
] as const;

function amended(agreement: Agreement, body: AmendAgreementDto): Partial<Agreement> {
  const { amount, period } = body;
  // A window that was never set apart from the period follows it.
  const follows = agreement.eligibleFrom === agreement.periodFrom && agreement.eligibleTo === agreement.periodTo;
  const eligibility = body.eligibility ?? (follows ? period : undefined);
  const changed = amount && Money.of(amount);
  if (changed && changed.currency !== agreement.currency) {
    throw new DomainError({
      code: 'CURRENCY_MISMATCH',
      status: 422,
      title: 'Another currency',
      detail: `${agreement.code} is in ${agreement.currency}.`,
      field: 'amount',
    });
  }
  const plain = Object.fromEntries(
    plainTerms.flatMap((term) => (body[term] === undefined ? [] : [[term, body[term]]])),
  );
  return {
    ...plain,
    ...(changed && { amount: changed.minor }),
    ...(period && { periodFrom: period.from, periodTo: period.to }),
    ...(eligibility && { eligibleFrom: eligibility.from, eligibleTo: eligibility.to }),
  };
}
