import type { Day } from '@abonde/calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export const documentKinds = ['REQUEST', 'ASSESSMENT', 'PHOTO', 'REPORT', 'OTHER'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** A file of a case, in the store of documents. */
@Entity('aid_documents')
export class AidDocument {
  @PrimaryColumn('uuid')
  document: string;

  @Column('text', { name: 'case_code' })
  case: string;

  @Column('text')
  kind: DocumentKind;

  @Column('text')
  name: string;

  @Column('text', { name: 'content_type' })
  contentType: string;

  /** Bytes. */
  @Column('bigint')
  size: string;

  @Column('text', { name: 'added_by' })
  addedBy: string;

  @Column('text', { name: 'adder_name' })
  adderName: string;

  @Column('date', { name: 'added_on' })
  addedOn: Day;

  @Column('timestamptz', { name: 'added_at' })
  addedAt: Date;
}
