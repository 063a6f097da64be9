import type { Language } from '@abonde/money';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export const channels = ['EMAIL', 'LETTER'] as const;
export type Channel = (typeof channels)[number];
export const reminderStates = ['DRAFT', 'SENT', 'DISCARDED'] as const;
export type ReminderState = (typeof reminderStates)[number];

/** A reminder to a donor that is late: drafted, then recorded as sent. */
@Entity('reminder')
export class Reminder {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') instalment: string;
  @Column('int') level: number;
  @Column('text') channel: Channel;
  @Column('text') language: Language;
  @Column('text') subject: string;
  @Column('text') body: string;
  @Column('text') state: ReminderState;
  @Column('date', { name: 'drafted_on' }) draftedOn: string;
  @Column('text', { name: 'drafted_by' }) draftedBy: string;
  @Column('date', { name: 'sent_on', nullable: true }) sentOn: string | null;
  @Column('text', { name: 'sent_by', nullable: true }) sentBy: string | null;
  @Column('text', { name: 'sent_to', nullable: true }) sentTo: string | null;
}
