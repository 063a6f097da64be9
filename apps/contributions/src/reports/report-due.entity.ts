import { Column, Entity, PrimaryColumn } from 'typeorm';

export const calendarKinds = ['INTERIM', 'FINAL', 'NARRATIVE', 'FINANCIAL', 'AUDIT'] as const;
export type CalendarKind = (typeof calendarKinds)[number];
export const reportStates = ['DUE', 'SENT', 'ACCEPTED'] as const;
export type ReportState = (typeof reportStates)[number];

/** A report an agreement promises its donor. */
@Entity('report_due')
export class ReportDue {
  @PrimaryColumn('uuid') id: string;
  @Column('text') agreement: string;
  @Column('text') kind: CalendarKind;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('text') state: ReportState;
  @Column('date', { name: 'sent_on', nullable: true }) sentOn: string | null;
  @Column('text', { name: 'sent_by', nullable: true }) sentBy: string | null;
  @Column('uuid', { nullable: true }) document: string | null;
  @Column('date', { name: 'accepted_on', nullable: true }) acceptedOn: string | null;
  /** Who recorded the donor's answer. */
  @Column('text', { name: 'recorded_by', nullable: true }) recordedBy: string | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('int') version: number;
}
