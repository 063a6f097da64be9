import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros } from '../rules/columns';

/** What contributions says of an agreement: a local copy, kept by its events. */
@Entity('agreements')
export class Agreement {
  @PrimaryColumn('text')
  code: string;

  @Column('text', { nullable: true })
  donor: string | null;

  @Column('text', { name: 'donor_name', nullable: true })
  donorName: string | null;

  @Column('text')
  instrument: string;

  @Column('text', { name: 'counts_as' })
  countsAs: 'FUND' | 'CITY';

  /** Free in its envelope. */
  @Column('bigint', { transformer: euros })
  free: Money;

  /** How far a line of a budget may grow without the donor's consent, in percent of it. */
  @Column('text', { name: 'variation_limit', nullable: true })
  variationLimit: string | null;

  /** Version of the last event taken into account. */
  @Column('int')
  sequence: number;
}
