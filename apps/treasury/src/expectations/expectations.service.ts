import type { CloudEvent } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { referenceKey, searchText } from '../statements/search-keys';

type Donor = CloudEvent<'abonde.contributions.donor-registered.v1'>;
type Agreement = CloudEvent<'abonde.contributions.agreement-signed.v1'>;
type Instalment = CloudEvent<'abonde.contributions.instalment-called.v1'>;
type Recovery =
  CloudEvent<'abonde.disbursements.recovery-expected.v1'> | CloudEvent<'abonde.emergency-fund.recovery-expected.v1'>;

/** What the other services told treasury to expect: a local copy, where an older event never overwrites a newer one. */
@Injectable()
export class ExpectationsService {
  async keepDonor(tx: EntityManager, { data, sequence }: Pick<Donor, 'data' | 'sequence'>): Promise<void> {
    const aliases = [data.name, ...data.payerAliases]
      .map((name) => searchText(name))
      .filter((alias) => alias.length > 1);
    await tx.query(
      `INSERT INTO known_donors (donor, name, aliases, sequence) VALUES ($1, $2, $3, $4)
       ON CONFLICT (donor) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, sequence = excluded.sequence
       WHERE known_donors.sequence < excluded.sequence`,
      [data.donor, data.name, [...new Set(aliases)], sequence],
    );
  }

  async keepAgreement(tx: EntityManager, { data, sequence }: Pick<Agreement, 'data' | 'sequence'>): Promise<void> {
    const appeal = data.instrument === 'EMERGENCY' ? (data.earmark.case ?? null) : null;
    await tx.query(
      `INSERT INTO known_agreements (agreement, donor, donor_name, instrument, currency, pool, appeal_case, sequence)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (agreement) DO UPDATE SET donor = excluded.donor, donor_name = excluded.donor_name, instrument = excluded.instrument,
         currency = excluded.currency, pool = excluded.pool, appeal_case = excluded.appeal_case, sequence = excluded.sequence
       WHERE known_agreements.sequence < excluded.sequence`,
      [data.agreement, data.donor, data.donorName, data.instrument, data.amount.currency, data.pool, appeal, sequence],
    );
  }

  async keepInstalment(
    tx: EntityManager,
    { data, sequence }: Pick<Instalment, 'data' | 'sequence'>,
    cancelled: boolean,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO expectations (kind, reference_id, donor, agreement, number, due_on, amount_minor, currency, payment_reference, cancelled, sequence)
       VALUES ('instalment', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (kind, reference_id) DO UPDATE SET due_on = excluded.due_on, amount_minor = excluded.amount_minor, currency = excluded.currency,
         payment_reference = excluded.payment_reference, cancelled = excluded.cancelled, sequence = excluded.sequence
       WHERE expectations.sequence < excluded.sequence`,
      [
        data.instalment,
        data.donor,
        data.agreement,
        data.number,
        data.dueOn,
        minor(data.amount),
        data.amount.currency,
        data.reference ? referenceKey(data.reference) : null,
        cancelled,
        sequence,
      ],
    );
  }

  /** Of a project, or of the case of an aid. */
  async keepRecovery(tx: EntityManager, { data, sequence }: Pick<Recovery, 'data' | 'sequence'>): Promise<void> {
    const [project, aidCase] = 'case' in data ? [null, data.case] : [data.project, null];
    await tx.query(
      `INSERT INTO expectations (kind, reference_id, project, case_code, due_on, amount_minor, currency, sequence)
       VALUES ('recovery', $1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (kind, reference_id) DO UPDATE SET due_on = excluded.due_on, amount_minor = excluded.amount_minor,
         currency = excluded.currency, sequence = excluded.sequence WHERE expectations.sequence < excluded.sequence`,
      [data.recovery, project, aidCase, data.dueOn, minor(data.amount), data.amount.currency, sequence],
    );
  }

  async keepPlacement(
    tx: EntityManager,
    { data }: Pick<CloudEvent<'abonde.emergency-fund.placement-opened.v1'>, 'data'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO known_placements (placement, account, pool, currency, capitalisation, opened_on) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (placement) DO NOTHING`,
      [data.placement, data.account, data.pool, data.currency, data.capitalisation, data.openedOn],
    );
  }

  /** The expected amount of a due date follows the accrual until the bank credits it. */
  async keepInterest(
    tx: EntityManager,
    { data, sequence }: Pick<CloudEvent<'abonde.emergency-fund.interest-expected.v1'>, 'data' | 'sequence'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO expectations (kind, reference_id, placement, due_on, period_from, period_to, amount_minor, currency, sequence)
       VALUES ('interest', $1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (kind, reference_id) DO UPDATE SET period_from = excluded.period_from, period_to = excluded.period_to,
         amount_minor = excluded.amount_minor, sequence = excluded.sequence WHERE expectations.sequence < excluded.sequence`,
      [
        `${data.placement}:${data.dueOn}`,
        data.placement,
        data.dueOn,
        data.from,
        data.to,
        minor(data.amount),
        data.amount.currency,
        sequence,
      ],
    );
  }
}

function minor(amount: { amount: string; currency: string }): string {
  return Money.of(amount).minor.toString();
}
