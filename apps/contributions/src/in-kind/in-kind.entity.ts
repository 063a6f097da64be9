import type { Instrument } from '@abonde/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { Nature } from './in-kind';

export const inKindStates = ['PREPARED', 'CONFIRMED', 'REVERSED', 'DISCARDED'] as const;
export type InKindState = (typeof inKindStates)[number];

@Entity('in_kind')
export class InKind {
  @PrimaryColumn('uuid') id: string;
  @Column('text') donor: string;
  @Column('text', { nullable: true }) agreement: string | null;
  @Column('text') instrument: Instrument;
  @Column('text', { nullable: true }) project: string | null;
  @Column('text') nature: Nature;
  @Column('text') description: string;
  /** How the value was found: invoice, market price, hours × rate. */
  @Column('text') valuation: string;
  @Column({ ...minor }) value: bigint;
  @Column('date', { name: 'received_on' }) receivedOn: string;
  @Column('uuid', { nullable: true }) document: string | null;
  @Column('text') state: InKindState;
  @Column('text', { name: 'prepared_by' }) preparedBy: string;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'reversed_by', nullable: true }) reversedBy: string | null;
  /** Why it was reversed or discarded. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid', { nullable: true }) transaction: string | null;
}
