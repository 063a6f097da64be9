import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const documentKinds = [
  'SIGNED_REQUEST',
  'AGREEMENT',
  'REPORT',
  'TRANCHE_REQUEST',
  'JUSTIFICATION',
  'PHOTO',
  'OTHER',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

@Entity('project_documents')
export class ProjectDocument {
  /** Id of the stored file. */
  @PrimaryColumn('uuid')
  document: string;

  @Column('uuid', { name: 'project_id' })
  projectId: string;

  @Column('text')
  kind: DocumentKind;

  @Column('text')
  name: string;

  @Column('text', { name: 'content_type' })
  contentType: string;

  /** Bytes. */
  @Column('int')
  size: number;

  @Column('text', { name: 'added_by' })
  addedBy: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'added_at' })
  addedAt: Date;
}
