import { ApiProperty } from '@nestjs/swagger';
import { type DocumentKind, documentKinds } from './agreement-document';

export class AgreementDocumentDto {
  @ApiProperty() id: string;
  @ApiProperty() agreement: string;
  @ApiProperty({ enum: documentKinds }) kind: DocumentKind;
  @ApiProperty() title: string;
  @ApiProperty() name: string;
  @ApiProperty() contentType: string;
  @ApiProperty({ description: 'Bytes' }) size: number;
  @ApiProperty() sha256: string;
  @ApiProperty() addedBy: string;
  @ApiProperty() addedOn: string;
}

export class AgreementDocumentsDto {
  @ApiProperty({ type: [AgreementDocumentDto] }) items: AgreementDocumentDto[];
}
