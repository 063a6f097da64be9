import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  @Column('boolean', { name: 'bureau_member' })
  bureauMember: boolean;
}
