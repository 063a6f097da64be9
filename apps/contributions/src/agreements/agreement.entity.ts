import type { EventData, Instrument } from '@abonde/contracts';
import type { Dimensions } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { Earmark, InterestClause, Terms } from './agreement';

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
  @Column('text', { name: 'income_recognition' }) incomeRecognition: IncomeRecognition;
  @Column('jsonb', { name: 'reporting_deadlines' }) reportingDeadlines: string[];
  @Column('jsonb') documents: string[];
  /** What the amount rests on where it is an example: SEED, PUBLIC_WEB, ILLUSTRATIVE. */
  @Column('text', { nullable: true }) basis: string | null;
  @Column('int') version: number;
  @Column('text', { name: 'created_by' }) createdBy: string;
}

@Entity('agreement_version')
export class AgreementVersion {
  @PrimaryColumn('text') agreement: string;
  @PrimaryColumn('int') version: number;
  @Column('jsonb') terms: object;
  @Column('text') reason: string;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('text') actor: string;
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
  };
}

export function agreementFact(
  agreement: Agreement,
  donorName: string,
): EventData<'abonde.contributions.agreement-signed.v1'> {
  const { managementFeeRate: _fee, coFinancingCap: _cap, amount, ...terms } = termsOf(agreement);
  return {
    ...terms,
    agreement: agreement.code,
    version: agreement.version,
    donor: agreement.donor,
    donorName,
    amount: amount.toJSON(),
  };
}
