import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Contact, Seat } from './membership';

@Entity('cities')
export class City {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text')
  country: string;

  /** `CITY`, or an association of municipalities. */
  @Column('text')
  kind: string;

  @Column('int', { name: 'member_since', nullable: true })
  memberSince: number | null;

  @Column('date', { name: 'joined_on', nullable: true })
  joinedOn: string | null;

  @Column('date', { name: 'left_on', nullable: true })
  leftOn: string | null;

  /** Its seats at the Bureau, in the order of time. */
  @Column('jsonb')
  seats: Seat[];

  /** Persons to write to; bank details stay in treasury. */
  @Column('jsonb')
  contacts: Contact[];

  /** Whether it had a seat on the day it was last entered. */
  @Column('boolean', { name: 'bureau_member' })
  bureauMember: boolean;

  /** Grows with each change: the ETag of the entry. */
  @Column('int')
  version: number;
}
