import type { Money } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { euros, shares } from '../rules/columns';
import type { Share } from '../tranches/split';

export type JustificationStatus = 'SUBMITTED' | 'ACCEPTED' | 'REJECTED';

@Entity('justifications')
export class Justification {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'tranche_id' })
  trancheId: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text')
  status: JustificationStatus;

  /** Euros of the tranche that its expenses took, those rejected left out. */
  @Column('bigint', { transformer: euros })
  amount: Money;

  /** By agreement, once accepted. */
  @Column('jsonb', { transformer: shares })
  split: Share[];

  @Column('date', { name: 'effective_date' })
  effectiveDate: string;

  @Column('text', { name: 'submitted_by' })
  submittedBy: string;

  @Column('text', { name: 'judged_by', nullable: true })
  judgedBy: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** How the donors concerned consented to lines that go beyond their limits. */
  @Column('text', { name: 'variation_consent', nullable: true })
  variationConsent: string | null;
}
