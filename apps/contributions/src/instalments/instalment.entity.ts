import type { EventData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InstalmentCondition } from '../conditions/condition';
import { minor } from '../storage/minor.column';

@Entity('instalment')
export class Instalment {
  @PrimaryColumn('uuid') id: string;
  @Column('text') agreement: string;
  @Column('int') number: number;
  @Column('text') currency: string;
  @Column({ ...minor }) amount: bigint;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('jsonb') condition: InstalmentCondition;
  @Column('text') state: 'EXPECTED' | 'CALLED' | 'SETTLED' | 'WRITTEN_OFF' | 'CANCELLED';
  @Column('date', { name: 'called_on', nullable: true }) calledOn: string | null;
  @Column('text', { nullable: true }) reference: string | null;
  @Column('uuid', { nullable: true }) document: string | null;
  /** Still owed, in the agreement's currency, and the EUR value it is booked at. */
  @Column({ ...minor }) outstanding: bigint;
  @Column({ ...minor }) booked: bigint;
  @Column({ ...minor, name: 'called_eur' }) calledEur: bigint;
  /** Taken off the amount since it was agreed, in the agreement's currency: the donor's aid has fallen. */
  @Column({ ...minor, default: 0n }) reduced: bigint;
  /** Paid beyond what the donor owes in the end: due back to it. */
  @Column({ ...minor, default: 0n }) overpaid: bigint;
  /** Interest owed to the donor that its call took off what is to be paid; EUR. */
  @Column({ ...minor, default: 0n, name: 'interest_offset' }) interestOffset: bigint;
  /** Part of the called value, in EUR, that is income of a later year. */
  @Column({ ...minor, default: 0n }) deferred: bigint;
  @Column('uuid', { name: 'call_transaction', nullable: true }) callTransaction: string | null;
  /** When, by whom and to whom the letter went. */
  @Column('date', { name: 'sent_on', nullable: true }) sentOn: string | null;
  @Column('text', { name: 'sent_by', nullable: true }) sentBy: string | null;
  @Column('text', { name: 'sent_to', nullable: true }) sentTo: string | null;
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
  @Column('text') cause: 'RECEIVED' | 'RETURNED' | 'UNDONE' | 'WRITTEN_OFF' | 'REDUCED' | 'APPLIED' | 'OFFSET';
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
