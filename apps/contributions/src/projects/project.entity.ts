import type { Instrument, ProjectState } from '@abonde/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Subsidy } from '../allocations/plan';
import { minor } from '../storage/minor.column';

/** States in which a project is given no money any more. */
export const endedStates: ProjectState[] = ['CLOSED', 'CANCELLED', 'REJECTED'];

/** Copy of what disbursements says of a project. */
@Entity('project')
export class ProjectRow {
  @PrimaryColumn('text') code: string;
  @Column('text') title: string;
  @Column('text') city: string;
  @Column('text') country: string;
  @Column('text') instrument: Instrument;
  @Column('text') theme: string;
  @Column('text') state: ProjectState;
  @Column('date') since: string;
}

/** Copy of what was attributed to a project and how its plan shares it. */
@Entity('subsidy')
export class SubsidyRow {
  @PrimaryColumn('text') project: string;
  @Column('text') title: string;
  @Column('text', { nullable: true }) session: string | null;
  @Column('date', { name: 'session_date' }) sessionDate: string;
  @Column('text') instrument: Instrument;
  @Column('text') city: string;
  @Column('text') country: string;
  @Column('text') theme: string;
  @Column('text', { nullable: true }) programme: string | null;
  @Column('date', { name: 'period_from' }) periodFrom: string;
  @Column('date', { name: 'period_to' }) periodTo: string;
  @Column({ ...minor, name: 'attributed_total' }) attributedTotal: bigint;
  @Column({ ...minor, name: 'plan_total' }) planTotal: bigint;
  @Column({ ...minor, name: 'fund_share' }) fundShare: bigint;
  @Column({ ...minor, name: 'city_share' }) cityShare: bigint;
  /** Amounts as text: JSON numbers are not exact. */
  @Column('jsonb', { name: 'fund_sources' }) fundSources: { source: string; minor: string }[];
  @Column('jsonb') lines: { agreement: string; minor: string }[];
  /** False once the project may not be given money any more. */
  @Column('boolean') open: boolean;
}

/** What disbursements paid and had justified of an agreement's money. */
@Entity('consumption')
export class Consumption {
  @PrimaryColumn('text') project: string;
  @PrimaryColumn('text') agreement: string;
  @Column({ ...minor }) disbursed: bigint;
  @Column({ ...minor }) justified: bigint;
}

export function subsidyOf(row: SubsidyRow): Subsidy {
  return {
    ...row,
    period: { from: row.periodFrom, to: row.periodTo },
    fundSources: row.fundSources.map(({ source, minor: amount }) => ({ source, amount: BigInt(amount) })),
    lines: row.lines.map(({ agreement, minor: amount }) => ({ agreement, amount: BigInt(amount) })),
  };
}
