import type { EventData, Instrument } from '@abonde/contracts';
import type { Dimensions } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { isUuid, notFound } from '@abonde/platform';
import { Column, CreateDateColumn, Entity, type EntityManager, PrimaryColumn } from 'typeorm';
import type { Instalment } from '../instalments/instalment.entity';
import { minor } from '../storage/minor.column';
import type {
  Earmark,
  ExchangeMethod,
  InterestClause,
  Restrictions,
  ScheduledAsKept,
  Terms,
  TermsAsKept,
  UnspentClause,
} from './agreement';

/** When an instalment becomes income: when it is called, or deferred while it belongs to a later year. */
export type IncomeRecognition = 'ON_CALL' | 'BY_YEAR';

@Entity('agreement')
export class Agreement {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') donor: string;
  @Column('boolean') internal: boolean;
  @Column('text') instrument: Instrument;
  @Column('text') currency: string;
  @Column({ ...minor }) amount: bigint;
  /** Part of the amount not called yet, in the agreement's currency, and the EUR value it is booked at. */
  @Column({ ...minor, name: 'pledge_open' }) pledgeOpen: bigint;
  @Column({ ...minor, name: 'pledge_eur' }) pledgeEur: bigint;
  @Column('date', { name: 'signed_on' }) signedOn: string;
  @Column('date', { name: 'period_from' }) periodFrom: string;
  @Column('date', { name: 'period_to' }) periodTo: string;
  @Column('jsonb') earmark: Earmark;
  @Column('text', { name: 'counts_as' }) countsAs: 'FUND' | 'CITY';
  @Column('text') pool: string;
  @Column('jsonb', { name: 'interest_clauses' }) interestClauses: InterestClause[];
  @Column('text', { name: 'management_fee_rate' }) managementFeeRate: string;
  @Column('text', { name: 'co_financing_cap', nullable: true }) coFinancingCap: string | null;
  /** Days on which costs may be charged to the agreement. */
  @Column('date', { name: 'eligible_from' }) eligibleFrom: string;
  @Column('date', { name: 'eligible_to' }) eligibleTo: string;
  @Column('jsonb') restrictions: Restrictions;
  @Column('text', { name: 'unspent_clause' }) unspentClause: UnspentClause;
  @Column('text', { name: 'aid_rate', nullable: true }) aidRate: string | null;
  @Column('text', { name: 'variation_limit', nullable: true }) variationLimit: string | null;
  @Column('text', { name: 'indirect_cost_cap', nullable: true }) indirectCostCap: string | null;
  @Column('text', { name: 'exchange_method', nullable: true }) exchangeMethod: ExchangeMethod | null;
  @Column('text', { name: 'income_recognition' }) incomeRecognition: IncomeRecognition;
  /** What the amount rests on where it is an example: SEED, PUBLIC_WEB, ILLUSTRATIVE. */
  @Column('text', { nullable: true }) basis: string | null;
  @Column('int') version: number;
  @Column('text', { name: 'created_by' }) createdBy: string;
}

@Entity('agreement_version')
export class AgreementVersion {
  @PrimaryColumn('text') agreement: string;
  @PrimaryColumn('int') version: number;
  @Column('jsonb') terms: TermsAsKept;
  /** Instalments of this version, in order. */
  @Column('jsonb') schedule: ScheduledAsKept[];
  @Column('text') reason: string;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('text') actor: string;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) recordedAt: Date;
}

/** By id or code. @throws {DomainError} 404 `NOT_FOUND` */
export async function findAgreement(tx: EntityManager, reference: string, lock = false): Promise<Agreement> {
  const where = isUuid(reference) ? { id: reference } : { code: reference };
  const agreement = await tx.findOne(Agreement, { where, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
  if (!agreement) throw notFound('agreement', reference);
  return agreement;
}

/** What every posting about an agreement says. */
export function about({ instrument, donor, code }: Agreement): Dimensions {
  return { instrument, donor, agreement: code };
}

export function termsOf(agreement: Agreement): Terms {
  return {
    instrument: agreement.instrument,
    amount: Money.minor(agreement.amount, agreement.currency),
    signedOn: agreement.signedOn,
    period: { from: agreement.periodFrom, to: agreement.periodTo },
    earmark: agreement.earmark,
    countsAs: agreement.countsAs,
    pool: agreement.pool,
    interestClauses: agreement.interestClauses,
    managementFeeRate: agreement.managementFeeRate,
    coFinancingCap: agreement.coFinancingCap,
    eligibility: { from: agreement.eligibleFrom, to: agreement.eligibleTo },
    restrictions: agreement.restrictions,
    unspentClause: agreement.unspentClause,
    aidRate: agreement.aidRate,
    variationLimit: agreement.variationLimit,
    indirectCostCap: agreement.indirectCostCap,
    exchangeMethod: agreement.exchangeMethod,
  };
}

export function agreementFact(
  agreement: Agreement,
  donorName: string,
  schedule: readonly Instalment[],
): EventData<'abonde.contributions.agreement-signed.v1'> {
  const { managementFeeRate: _fee, exchangeMethod: _method, amount, ...terms } = termsOf(agreement);
  return {
    ...terms,
    agreement: agreement.code,
    version: agreement.version,
    donor: agreement.donor,
    donorName,
    amount: amount.toJSON(),
    schedule: schedule
      .filter(({ state }) => state !== 'CANCELLED')
      .map(({ number, dueOn, amount: minorUnits, currency }) => ({
        number,
        dueOn,
        amount: Money.minor(minorUnits, currency).toJSON(),
      })),
  };
}
