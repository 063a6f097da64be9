import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';

export class WarningDto {
  @ApiProperty() code: string;
  @ApiProperty() message: string;
}

export class ImportedStatementDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() number: string;
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty({ type: MoneyDto }) opening: MoneyDto;
  @ApiProperty({ type: MoneyDto }) closing: MoneyDto;
  @ApiProperty() entries: number;
  @ApiProperty() new: number;
  @ApiProperty() duplicates: number;
  @ApiProperty({ type: [WarningDto] }) warnings: WarningDto[];
}

export class ImportDto {
  @ApiProperty({ type: [ImportedStatementDto] }) statements: ImportedStatementDto[];
}

export class OriginalDto extends MoneyDto {
  @ApiProperty({ type: String, nullable: true }) rate: string | null;
}

export class BankDetailDto {
  @ApiProperty({ type: String, nullable: true, description: 'Signed, in the major unit' }) amount: string | null;
  @ApiProperty({ type: String, nullable: true }) currency: string | null;
  @ApiProperty({ type: String, nullable: true }) counterparty: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', nullable: true } }) references: object;
  @ApiProperty({ type: String, nullable: true }) counterpartyAccount: string | null;
  @ApiProperty({ type: String, nullable: true }) ultimateParty: string | null;
  @ApiProperty() remittance: string;
  @ApiProperty({ type: MoneyDto, nullable: true }) charges: MoneyDto | null;
  @ApiProperty({ type: OriginalDto, nullable: true, description: 'As the payer sent it' }) original: OriginalDto | null;
  @ApiProperty({ type: String, nullable: true }) returnReason: string | null;
}

export class PreviewEntryDto extends BankDetailDto {
  @ApiProperty() bookingDate: string;
  @ApiProperty() valueDate: string;
  @ApiProperty() reversal: boolean;
  @ApiProperty({ type: String, nullable: true }) transactionCode: string | null;
  @ApiProperty({ type: String, nullable: true }) information: string | null;
  @ApiProperty({ type: [BankDetailDto] }) details: BankDetailDto[];
}

export class StatementPreviewDto {
  @ApiProperty() account: string;
  @ApiProperty() currency: string;
  @ApiProperty() number: string;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) opening: MoneyDto | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) closing: MoneyDto | null;
  @ApiProperty({ type: Boolean, nullable: true }) balanced: boolean | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) difference: MoneyDto | null;
  @ApiProperty({ type: [PreviewEntryDto] }) entries: PreviewEntryDto[];
  @ApiProperty({ type: [PreviewEntryDto] }) aside: PreviewEntryDto[];
  @ApiProperty({ type: [WarningDto] }) warnings: WarningDto[];
}

export class PreviewDto {
  @ApiProperty({ example: 'camt.053' }) format: string;
  @ApiProperty({ type: [StatementPreviewDto] }) statements: StatementPreviewDto[];
}
