import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Disaster } from './disaster';

/** A person to reach on the spot: kept here alone, and never told by an event. */
export interface StoredContact {
  name: string;
  position: string | null;
  phone: string | null;
  email: string | null;
}

/** A call for donations earmarked to the case; cents as text. */
export interface StoredAppeal {
  text: string;
  targetMinor: string | null;
  openedOn: Day;
  closedOn: Day | null;
}

@Entity('aid_cases')
export class AidCase {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  city: string;

  /** When the city is in the register. */
  @Column('text', { name: 'city_code', nullable: true })
  cityCode: string | null;

  @Column('text')
  country: string;

  @Column('text')
  kind: Disaster;

  @Column('date', { name: 'occurred_on' })
  occurredOn: Day;

  @Column('text', { nullable: true })
  glide: string | null;

  @Column('text')
  needs: string;

  @Column('text')
  state: 'OPEN' | 'CLOSED';

  @Column('date', { name: 'opened_on' })
  openedOn: Day;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date;

  @Column('text', { name: 'opened_by' })
  openedBy: string;

  @Column('text', { name: 'opener_name', nullable: true })
  openerName: string | null;

  @Column('jsonb')
  contacts: StoredContact[];

  /** Day on which both proposals were called for. */
  @Column('date', { name: 'called_on', nullable: true })
  calledOn: Day | null;

  @Column('timestamptz', { name: 'called_at', nullable: true })
  calledAt: Date | null;

  @Column('text', { name: 'called_by', nullable: true })
  calledBy: string | null;

  @Column('jsonb', { nullable: true })
  appeal: StoredAppeal | null;

  @Column('date', { name: 'report_due_on', nullable: true })
  reportDueOn: Day | null;

  @Column('date', { name: 'reported_on', nullable: true })
  reportedOn: Day | null;

  @Column('timestamptz', { name: 'reported_at', nullable: true })
  reportedAt: Date | null;

  @Column('uuid', { name: 'report_document', nullable: true })
  reportDocument: string | null;

  /** Cents of EUR that the city has spent of the aid. */
  @Column('bigint', { name: 'spent_minor', nullable: true })
  spentMinor: string | null;

  @Column('date', { name: 'closed_on', nullable: true })
  closedOn: Day | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('text', { name: 'closing_note', nullable: true })
  closingNote: string | null;
}
