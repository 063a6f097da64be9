import { codePattern, IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { type UnspentClause, unspentClauses } from '../agreements/agreement';
import { DecidedDto } from '../two-persons.dto';
import { type Refund, type RefundKind, refundKinds } from './refund.entity';
import { type OwedReason, owedReasons } from './unspent';

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

/** What should go back to a donor and is not asked to be paid yet. */
export class OwedDto {
  @ApiProperty() agreement: string;
  @ApiProperty() donor: string;
  @ApiProperty() donorName: string;
  @ApiProperty({ enum: refundKinds, description: 'Of the refund that pays it' }) kind: RefundKind;
  @ApiProperty({ enum: owedReasons }) because: OwedReason;
  @ApiProperty({ enum: unspentClauses, description: 'What the agreement says of unspent money' })
  unspentClause: UnspentClause;
  @ApiProperty({ type: String, nullable: true, description: 'Last day on which the money could be given' })
  since: string | null;
  @ApiProperty({ type: MoneyDto, description: 'In EUR' }) amount: MoneyDto;
  @ApiProperty({ description: 'Lists the entries behind the amount' }) entries: string;
}

export class OwedListDto {
  @ApiProperty({ type: [OwedDto] }) items: OwedDto[];
}

export class RefundsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['PREPARED', 'REQUESTED', 'PAID', 'REJECTED', 'DECLINED'] })
  @IsOptional()
  @IsIn(['PREPARED', 'REQUESTED', 'PAID', 'REJECTED', 'DECLINED'])
  status?: Refund['status'];
}
