import type { Instrument, ProjectState } from '@abonde/contracts';
import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros } from '../rules/columns';
import type { Dossier } from './dossier';

@Entity('projects')
export class Project {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  /** Code of the city that carries it. */
  @Column('text')
  city: string;

  @Column('text', { name: 'city_name' })
  cityName: string;

  @Column('text')
  country: string;

  @Column('text')
  theme: string;

  @Column('text')
  instrument: Instrument;

  @Column('text')
  state: ProjectState;

  @Column('text', { name: 'suspended_from', nullable: true })
  suspendedFrom: ProjectState | null;

  @Column('date', { name: 'last_implementation_day', nullable: true })
  lastImplementationDay: string | null;

  @Column('jsonb')
  dossier: Dossier;

  /** Agreed in principle, over all sessions. */
  @Column('bigint', { name: 'engaged_total', transformer: euros })
  engagedTotal: Money;

  /** Attributed, over all sessions. */
  @Column('bigint', { name: 'attributed_total', transformer: euros })
  attributedTotal: Money;

  /** What the last proposal could not find in the envelopes. */
  @Column('bigint', { name: 'missing_funds', nullable: true, transformer: euros })
  missingFunds: Money | null;

  @Column('bigint', { name: 'final_cost', nullable: true, transformer: euros })
  finalCost: Money | null;

  /** A past action told for memory: closed from the start, it moves no money. */
  @Column('boolean', { name: 'history_only' })
  historyOnly: boolean;

  /** Grows with each change: the ETag of the dossier. */
  @Column('int')
  version: number;

  @Column('text', { name: 'created_by' })
  createdBy: string;

  @Column('date', { name: 'created_on' })
  createdOn: string;
}
