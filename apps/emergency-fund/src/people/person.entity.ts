import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '@abonde/platform';

/** Whoever is told of the fund's affairs or may stand in for somebody; never part of an event. */
@Entity('aid_people')
export class AidPerson {
  /** Subject of the person's tokens. */
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('text')
  language: 'fr' | 'en';

  @Column('text', { array: true })
  roles: Role[];

  @Column('boolean')
  active: boolean;

  @Column('text', { name: 'changed_by' })
  changedBy: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
