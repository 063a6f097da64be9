import type { MoneyData } from '@abonde/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { TargetKind } from './settlement';

@Entity('receipt')
export class Receipt {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') match: string;
  @Column('uuid') entry: string;
  @Column('uuid') transaction: string;
  @Column('date', { name: 'value_date' }) valueDate: string;
  @Column({ ...minor }) eur: bigint;
  @Column('jsonb') original: MoneyData;
  @Column({ ...minor }) fee: bigint;
  @Column('text') state: 'RECORDED' | 'UNDONE' | 'RETURNED';
  @Column({ ...minor }) returned: bigint;
}

/** What one receipt did to one target; EUR but for `applied`, which is in the target's currency. */
@Entity('receipt_part')
export class ReceiptPart {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') receipt: string;
  @Column('text') kind: TargetKind;
  @Column('text') donor: string;
  @Column('text', { nullable: true }) agreement: string | null;
  @Column('uuid', { nullable: true }) instalment: string | null;
  @Column('text') currency: string;
  @Column({ ...minor }) applied: bigint;
  @Column({ ...minor }) booked: bigint;
  @Column({ ...minor }) money: bigint;
  @Column({ ...minor }) fee: bigint;
  @Column({ ...minor }) exchange: bigint;
  @Column({ ...minor }) excess: bigint;
  @Column({ ...minor, name: 'management_fee' }) managementFee: bigint;
  @Column({ ...minor }) returned: bigint;
  /** Transfer under which a donation went on to the emergency fund. */
  @Column('uuid', { nullable: true }) forwarded: string | null;
}

/** Money received that is nobody's yet. */
@Entity('unapplied')
export class Unapplied {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') match: string;
  @Column('text') donor: string;
  @Column('text', { nullable: true }) agreement: string | null;
  @Column({ ...minor }) amount: bigint;
  @Column({ ...minor }) remaining: bigint;
  @Column('text') reason: string;
  @Column('date', { name: 'value_date' }) valueDate: string;
}
