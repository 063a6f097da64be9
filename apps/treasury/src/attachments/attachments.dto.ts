import { ApiProperty } from '@nestjs/swagger';

/** A paper kept with a bank entry: a payer's letter, an invoice of the bank. */
export class AttachmentDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Bank entry' }) entry: string;
  @ApiProperty() name: string;
  @ApiProperty() contentType: string;
  @ApiProperty({ description: 'Bytes' }) size: number;
  @ApiProperty() sha256: string;
  @ApiProperty({ description: 'Name of who added it' }) addedBy: string;
  @ApiProperty() addedAt: string;
}

export class AttachmentsDto {
  @ApiProperty({ type: [AttachmentDto] }) items: AttachmentDto[];
}
