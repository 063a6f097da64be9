import type { EventData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { instalmentConditions } from '../agreements/agreement';
import { minor } from '../storage/minor.column';

export interface InstalmentCondition {
  kind: (typeof instalmentConditions)[number];
  percent?: string;
  report?: string;
}

@Entity('instalment')
export class Instalment {
  @PrimaryColumn('uuid') id: string;
  @Column('text') agreement: string;
  @Column('int') number: number;
  @Column('text') currency: string;
  @Column({ ...minor }) amount: bigint;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('jsonb') condition: InstalmentCondition;
  @Column('text') state: 'EXPECTED' | 'CALLED' | 'SETTLED' | 'WRITTEN_OFF';
  @Column('date', { name: 'called_on', nullable: true }) calledOn: string | null;
  @Column('text', { nullable: true }) reference: string | null;
  @Column('uuid', { nullable: true }) document: string | null;
  /** Still owed, in the agreement's currency, and the EUR value it is booked at. */
  @Column({ ...minor }) outstanding: bigint;
  @Column({ ...minor }) booked: bigint;
  @Column({ ...minor, name: 'called_eur' }) calledEur: bigint;
  /** EUR for one unit of the currency; units for one EUR where the parity is fixed. */
  @Column('text', { nullable: true }) rate: string | null;
  @Column('text', { name: 'rate_source', nullable: true }) rateSource: string | null;
  @Column('date', { name: 'rate_date', nullable: true }) rateDate: string | null;
}

/** A change of what is owed on an instalment: negative settles, positive owes again. */
@Entity('settlement')
export class SettlementRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') instalment: string;
  @Column({ ...minor }) amount: bigint;
  @Column('date', { name: 'on_day' }) onDay: string;
  @Column('text') cause: 'RECEIVED' | 'RETURNED' | 'UNDONE' | 'WRITTEN_OFF' | 'APPLIED';
}

export function instalmentFact(
  instalment: Instalment,
  donor: string,
): EventData<'abonde.contributions.instalment-called.v1'> {
  return {
    agreement: instalment.agreement,
    donor,
    instalment: instalment.id,
    number: instalment.number,
    dueOn: instalment.dueOn,
    amount: Money.minor(instalment.amount, instalment.currency).toJSON(),
    reference: instalment.reference ?? '',
  };
}
