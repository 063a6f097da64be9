import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DayCount } from '../accruals/day-count';
import type { Compounding } from '../accruals/growth';
import type { Base } from './base';
import type { Capitalisation } from './credit-dates';
import type { MaturityConvention } from './maturity';

@Entity('placements')
export class Placement {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  /** Code of the bank account in treasury. */
  @Column('text')
  account: string;

  @Column('text')
  pool: string;

  @Column('text')
  currency: string;

  @Column('text', { name: 'day_count' })
  dayCount: DayCount;

  @Column('text')
  capitalisation: Capitalisation;

  @Column('text')
  compounding: Compounding;

  /** Percent of the interest, as a decimal string; null when none is withheld or owed. */
  @Column('text', { name: 'tax_rate', nullable: true })
  taxRate: string | null;

  @Column('date', { name: 'opened_on' })
  openedOn: Day;

  /** First day that no longer bears interest: the agreed one, moved off a holiday, or that of a break. */
  @Column('date', { name: 'matures_on', nullable: true })
  maturesOn: Day | null;

  @Column('date', { name: 'agreed_maturity', nullable: true })
  agreedMaturity: Day | null;

  @Column('text', { name: 'maturity_convention' })
  maturityConvention: MaturityConvention;

  @Column('integer', { name: 'notice_days', nullable: true })
  noticeDays: number | null;

  /** Percent a year of a deposit that is broken; null when the terms name none. */
  @Column('text', { name: 'break_rate', nullable: true })
  breakRate: string | null;

  /** Cents that expected and credited interest may part by before somebody is told. */
  @Column('bigint', { name: 'variance_minor' })
  varianceMinor: string;

  /** The same in percent of what was expected; the larger counts. */
  @Column('text', { name: 'variance_percent' })
  variancePercent: string;

  @Column('text', { name: 'bears_on' })
  bearsOn: Base;

  /** Cents of EUR of a fixed deposit; null when the placement bears on something else. */
  @Column('bigint', { nullable: true })
  principal: string | null;

  /** Last day whose interest is posted. */
  @Column('date', { name: 'accrued_through', nullable: true })
  accruedThrough: Day | null;

  @Column('date', { name: 'expected_due_on', nullable: true })
  expectedDueOn: Day | null;

  @Column('bigint', { name: 'expected_minor', nullable: true })
  expectedMinor: string | null;

  @Column('text', { name: 'opened_by' })
  openedBy: string;
}

@Entity('placement_rates')
export class PlacementRate {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  placement: string;

  @Column('date', { name: 'in_force_from' })
  from: Day;

  /** Percent a year, as a decimal string; on top of the index when there is one. */
  @Column('text')
  rate: string;

  @Column('text', { nullable: true })
  index: string | null;

  /** Least percent a year, index and spread together. */
  @Column('text', { nullable: true })
  floor: string | null;

  /** Brackets above the first, in cents; lowest first. */
  @Column('jsonb')
  tiers: { above: string; rate: string }[];

  @Column('text', { name: 'set_by' })
  setBy: string;

  @Column('text', { name: 'confirmed_by', nullable: true })
  confirmedBy: string | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;
}

@Entity('placement_breaks')
export class PlacementBreak {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  placement: string;

  @Column('date', { name: 'notice_on' })
  noticeOn: Day;

  /** First day that no longer bears interest. */
  @Column('date', { name: 'ends_on' })
  endsOn: Day;

  /** Percent a year since the deposit began. */
  @Column('text')
  rate: string;

  @Column('text')
  reason: string;

  @Column('text', { name: 'asked_by' })
  askedBy: string;

  @Column('text', { name: 'confirmed_by', nullable: true })
  confirmedBy: string | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;
}
