import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
} from 'class-validator';

/** Orders one file takes: each may be a block of its own, and their ids have room for that many. */
export const MOST_ORDERS = 1_000;

export class PaymentFileRequestDto {
  @ApiProperty({ description: 'Id or code of the account to pay from' })
  @IsString()
  accountId: string;

  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_ORDERS)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  orderIds: string[];

  @ApiPropertyOptional({ enum: ['pain.001.001.03', 'pain.001.001.09'], default: 'pain.001.001.09' })
  @IsOptional()
  @IsIn(['pain.001.001.03', 'pain.001.001.09', '03', '09'])
  version?: string;

  @ApiPropertyOptional({
    enum: ['SHAR', 'OUR', 'DEBT'],
    default: 'SHAR',
    description: 'Charges of international transfers; OUR is DEBT',
  })
  @IsOptional()
  @IsIn(['SHAR', 'OUR', 'DEBT'])
  charges?: 'SHAR' | 'OUR' | 'DEBT';

  @ApiPropertyOptional({ default: false, description: 'International transfers are urgent (URGP)' })
  @IsOptional()
  @IsBoolean()
  urgent?: boolean;

  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;
}

export class EmittedOrderDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'What the bank will quote' }) endToEndId: string;
}

export class EmittedFileDto {
  @ApiProperty() id: string;
  @ApiProperty() messageId: string;
  @ApiProperty() transfers: number;
  @ApiProperty({ description: 'Figures of every currency added up' }) controlSum: string;
  @ApiProperty({ description: 'SHA-256 of the content, which never changes' }) sha256: string;
  @ApiProperty({ type: [EmittedOrderDto] }) orders: EmittedOrderDto[];
}

export class FileStateDto {
  @ApiProperty() status: string;
  @ApiProperty() count: number;
}

export class PaymentFileDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() version: string;
  @ApiProperty() messageId: string;
  @ApiProperty() transfers: number;
  @ApiProperty({ description: 'Figures of every currency added up' }) controlSum: string;
  @ApiProperty({ type: [MoneyDto], description: 'By currency' }) sums: MoneyDto[];
  @ApiProperty({ type: [FileStateDto], description: 'What became of its orders' }) states: FileStateDto[];
  @ApiProperty({ description: 'SHA-256 of the content, which never changes' }) sha256: string;
  @ApiProperty() downloads: number;
  @ApiProperty({ description: 'Status reports of the bank' }) reports: number;
  @ApiProperty() emittedOn: string;
  @ApiProperty() createdBy: string;
}
