import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros } from '../rules/columns';
import type { Outcome } from './ballot';

/** A project on the agenda of a session, with its vote once it is recorded. */
@Entity('agenda_items')
export class AgendaItem {
  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId: string;

  @PrimaryColumn('uuid', { name: 'project_id' })
  projectId: string;

  /** A follow-up is voted on a project already running. */
  @Column('boolean', { name: 'follow_up' })
  followUp: boolean;

  /** What the secretariat proposes to engage and to attribute; null where it leaves it to the Bureau. */
  @Column('bigint', { name: 'proposed_engaged', nullable: true, transformer: euros })
  proposedEngaged: Money | null;

  @Column('bigint', { name: 'proposed_attributed', nullable: true, transformer: euros })
  proposedAttributed: Money | null;

  @Column('text', { nullable: true })
  recommendation: string | null;

  @Column('text', { nullable: true })
  outcome: Outcome | null;

  @Column('bigint', { nullable: true, transformer: euros })
  engaged: Money | null;

  @Column('bigint', { nullable: true, transformer: euros })
  attributed: Money | null;

  @Column('int', { name: 'votes_for', nullable: true })
  votesFor: number | null;

  @Column('int', { name: 'votes_against', nullable: true })
  votesAgainst: number | null;

  @Column('int', { nullable: true })
  abstentions: number | null;

  @Column('jsonb')
  voters: string[];

  @Column('text', { name: 'recorded_by', nullable: true })
  recordedBy: string | null;
}
