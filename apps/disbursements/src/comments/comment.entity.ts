import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { CommentKind, Remark, Section } from './comment';

@Entity('project_comments')
export class ProjectComment implements Remark {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text')
  section: Section;

  @Column('text')
  kind: CommentKind;

  @Column('text')
  text: string;

  @Column('uuid', { nullable: true })
  thread: string | null;

  @Column('text')
  author: string;

  @Column('text', { name: 'author_name' })
  authorName: string;

  /** What the author wrote it as: `city`, `secretariat`, `project-officer`. */
  @Column('text', { name: 'author_role' })
  authorRole: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'written_at' })
  writtenAt: Date;

  @Column('text', { name: 'resolved_by', nullable: true })
  resolvedBy: string | null;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt: Date | null;
}
