import { codePattern, IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { DecidedDto } from '../two-persons.dto';
import { type Refund, type RefundKind, refundKinds } from './refund.entity';

export class PrepareRefundDto {
  @ApiProperty() @Matches(codePattern) agreement: string;
  @ApiProperty({ type: MoneyDto }) @ValidateNested() @Type(() => MoneyDto) amount: MoneyDto;
  @ApiProperty({ description: 'Id or code in treasury’s register' }) @IsString() @Length(1, 100) beneficiary: string;
  @ApiProperty() @IsString() @Length(1, 500) reason: string;
  @ApiPropertyOptional({ enum: refundKinds, default: 'DONOR_REFUND' })
  @IsOptional()
  @IsIn(refundKinds)
  kind: RefundKind = 'DONOR_REFUND';
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
}

export class RefundDto extends DecidedDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: refundKinds }) kind: RefundKind;
  @ApiProperty() agreement: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto }) paid: MoneyDto;
  @ApiProperty() beneficiary: string;
  @ApiProperty() reason: string;
  @ApiProperty() effectiveDate: string;
  @ApiProperty({ enum: ['PREPARED', 'REQUESTED', 'PAID', 'REJECTED', 'DECLINED'] }) status: string;
}

export class RefundsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['PREPARED', 'REQUESTED', 'PAID', 'REJECTED', 'DECLINED'] })
  @IsOptional()
  @IsIn(['PREPARED', 'REQUESTED', 'PAID', 'REJECTED', 'DECLINED'])
  status?: Refund['status'];
}
