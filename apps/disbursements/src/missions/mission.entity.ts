import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Finding, FollowUp, MissionStatus, TeamMember } from './mission';

@Entity('missions')
export class Mission {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('date', { name: 'from_day' })
  from: string;

  @Column('date', { name: 'to_day' })
  to: string;

  @Column('text')
  place: string;

  @Column('text')
  purpose: string;

  @Column('jsonb')
  team: TeamMember[];

  @Column('jsonb')
  findings: Finding[];

  @Column('text')
  status: MissionStatus;

  @Column('text', { nullable: true })
  basis: string | null;

  /** Grows with each change: the ETag. */
  @Column('int')
  version: number;

  @Column('text', { name: 'created_by' })
  createdBy: string;

  /** Who saved it last, and when; null of what was written before that was kept. */
  @Column('text', { name: 'changed_by', nullable: true })
  changedBy: string | null;

  @Column('timestamptz', { name: 'changed_at', nullable: true })
  changedAt: Date | null;

  @Column('text', { name: 'reported_by', nullable: true })
  reportedBy: string | null;

  @Column('date', { name: 'reported_on', nullable: true })
  reportedOn: string | null;
}

@Entity('mission_recommendations')
export class MissionRecommendation {
  @PrimaryColumn('uuid', { name: 'mission_id' })
  missionId: string;

  @PrimaryColumn('int')
  number: number;

  @Column('text', { nullable: true })
  project: string | null;

  @Column('text')
  text: string;

  @Column('text')
  owner: string;

  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('text')
  status: FollowUp;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('date', { name: 'followed_on', nullable: true })
  followedOn: string | null;

  @Column('text', { name: 'followed_by', nullable: true })
  followedBy: string | null;
}

@Entity('mission_photos')
export class MissionPhoto {
  /** Id of the stored file. */
  @PrimaryColumn('uuid')
  document: string;

  @Column('uuid', { name: 'mission_id' })
  missionId: string;

  @Column('text', { nullable: true })
  project: string | null;

  @Column('text')
  caption: string;

  @Column('text')
  place: string;

  @Column('date', { name: 'taken_on' })
  takenOn: string;

  /** Degrees, as text: `13.3633`. */
  @Column('text', { nullable: true })
  latitude: string | null;

  @Column('text', { nullable: true })
  longitude: string | null;

  @Column('text', { name: 'content_type' })
  contentType: string;

  @Column('text', { name: 'added_by' })
  addedBy: string;
}
