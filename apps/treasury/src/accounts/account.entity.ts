import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Valued } from './bank-postings';

/** PostgreSQL's bigint travels as text. */
export const minorUnits: ValueTransformer = {
  to: (value: bigint | null | undefined) => value?.toString() ?? value,
  from: (value: string | null) => (value === null ? null : BigInt(value)),
};

export type AccountKind = 'CURRENT' | 'TERM_DEPOSIT';

@Entity('bank_accounts')
export class BankAccount {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text') kind: AccountKind;
  @Column('text', { nullable: true }) iban: string | null;
  @Column('text', { name: 'other_id', nullable: true }) otherId: string | null;
  /** IBAN or other id as statements write it, without spaces. */
  @Column('text') identifier: string;
  @Column('text', { nullable: true }) bic: string | null;
  @Column('text') currency: string;
  @Column('date', { name: 'opening_date' }) openingDate: Day;
  @Column('bigint', { name: 'opening_minor', transformer: minorUnits }) openingMinor: bigint;
  @Column('bigint', { name: 'opening_eur_minor', transformer: minorUnits }) openingEurMinor: bigint;
  /** Balance and value of every imported entry and the opening. */
  @Column('bigint', { name: 'held_minor', transformer: minorUnits }) heldMinor: bigint;
  @Column('bigint', { name: 'held_eur_minor', transformer: minorUnits }) heldEurMinor: bigint;
  @Column('text', { name: 'opened_by' }) openedBy: string;

  get opening(): Valued {
    return { amount: Money.minor(this.openingMinor, this.currency), eur: Money.minor(this.openingEurMinor) };
  }

  get held(): Valued {
    return { amount: Money.minor(this.heldMinor, this.currency), eur: Money.minor(this.heldEurMinor) };
  }
}
