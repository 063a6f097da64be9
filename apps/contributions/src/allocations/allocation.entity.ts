import { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { Reason } from './reason';

/** `FILLED`: what waited for funds has been proposed since, or is not attributed any more. */
export const allocationStatuses = ['PROPOSED', 'CONFIRMED', 'REJECTED', 'AWAITING_FUNDS', 'FILLED'] as const;
export type AllocationStatus = (typeof allocationStatuses)[number];

export interface AllocationLine {
  agreement: string;
  /** Minor units of EUR, as text: JSON numbers are not exact. */
  minor: string;
  reason: Reason;
  countsAs: 'FUND' | 'CITY';
}

@Entity('allocation')
export class Allocation {
  @PrimaryColumn('uuid') id: string;
  @Column('text') project: string;
  @Column('text') status: AllocationStatus;
  @Column('jsonb') lines: AllocationLine[];
  /** What no envelope can give yet. */
  @Column({ ...minor }) missing: bigint;
  @Column('date', { name: 'effective_date' }) effectiveDate: string;
  @Column('text', { name: 'adjusted_by', nullable: true }) adjustedBy: string | null;
  @Column('text', { name: 'adjustment_note', nullable: true }) adjustmentNote: string | null;
  @Column('text', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'rejected_by', nullable: true }) rejectedBy: string | null;
  @Column('text', { name: 'rejection_reason', nullable: true }) rejectionReason: string | null;
  @Column('uuid', { nullable: true }) transfer: string | null;
  @Column('int') version: number;
}

/** What a project was given of an agreement, net of what was released. */
@Entity('allocated')
export class Allocated {
  @PrimaryColumn('text') project: string;
  @PrimaryColumn('text') agreement: string;
  @Column({ ...minor }) amount: bigint;
}

@Entity('release_request')
export class ReleaseRequest {
  @PrimaryColumn('uuid') id: string;
  @Column('text') project: string;
  @Column('text') agreement: string;
  @Column({ ...minor }) amount: bigint;
  @Column('text') reason: string;
  @Column('text') status: 'REQUESTED' | 'RELEASED' | 'REFUSED';
  @Column('text', { nullable: true }) answer: string | null;
  @Column('text', { name: 'requested_by' }) requestedBy: string;
  @Column('date', { name: 'requested_on', nullable: true }) requestedOn: string | null;
}

export const givenLines = (lines: readonly AllocationLine[]) =>
  lines.map(({ agreement, minor: amount }) => ({ agreement, amount: BigInt(amount) }));

export const eurOf = (line: AllocationLine) => Money.minor(BigInt(line.minor));
