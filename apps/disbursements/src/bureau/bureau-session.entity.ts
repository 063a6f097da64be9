import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('bureau_sessions')
export class BureauSession {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('date')
  date: string;

  @Column('text')
  place: string;

  @Column('text')
  status: 'OPEN' | 'CLOSED';

  /** Codes of the cities whose members sat; empty where only their number is known. */
  @Column('jsonb')
  attendance: string[];

  /** Members present, and how many the statutes ask for; null where not recorded. */
  @Column('int', { nullable: true })
  present: number | null;

  @Column('int', { nullable: true })
  quorum: number | null;

  @Column('text', { nullable: true })
  basis: string | null;

  @Column('text', { name: 'closed_by', nullable: true })
  closedBy: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;
}
