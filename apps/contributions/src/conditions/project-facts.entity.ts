import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minor } from '../storage/minor.column';
import type { ReportKind } from './condition';

/** A report of a project that was accepted, as disbursements says. */
@Entity('project_report')
export class ProjectReport {
  @PrimaryColumn('text') project: string;
  @PrimaryColumn('text') report: ReportKind;
  @Column('date', { name: 'accepted_on' }) acceptedOn: string;
}

/** What a project really cost, in minor units of EUR: all of it, and what donors may be charged. */
@Entity('final_cost')
export class FinalCost {
  @PrimaryColumn('text') project: string;
  @Column({ ...minor }) total: bigint;
  @Column({ ...minor }) eligible: bigint;
  @Column('date', { name: 'established_on' }) establishedOn: string;
}
