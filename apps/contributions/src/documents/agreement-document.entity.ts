import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from './agreement-document';

@Entity('agreement_document')
export class AgreementDocument {
  @PrimaryColumn('uuid') id: string;
  @Column('text') agreement: string;
  @Column('uuid') document: string;
  @Column('text') kind: DocumentKind;
  @Column('text') title: string;
  @Column('text') name: string;
  @Column('text', { name: 'content_type' }) contentType: string;
  /** Bytes. */
  @Column('int') size: number;
  @Column('text') sha256: string;
  @Column('text', { name: 'added_by' }) addedBy: string;
  @Column('date', { name: 'added_on' }) addedOn: string;
}
