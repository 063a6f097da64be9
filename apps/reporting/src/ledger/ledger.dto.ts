import { IsDay, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches } from 'class-validator';

/** What `GET /ledger` filters by; every link given with a figure is made of these. */
export class LedgerQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['contributions', 'treasury', 'disbursements', 'emergency-fund'] })
  @IsOptional()
  @IsString()
  book?: string;
  @ApiPropertyOptional({ enum: ['GENERAL', 'FUND'] }) @IsOptional() @IsIn(['GENERAL', 'FUND']) layer?: string;
  @ApiPropertyOptional({ description: 'names separated by commas; * at the end stands for anything' })
  @IsOptional()
  @IsString()
  account?: string;
  @ApiPropertyOptional({ description: 'accounts left out, as in account' }) @IsOptional() @IsString() except?: string;
  @ApiPropertyOptional({ description: 'what the money did, separated by commas' })
  @IsOptional()
  @IsString()
  flow?: string;
  @ApiPropertyOptional({ description: 'kinds of transaction, separated by commas' })
  @IsOptional()
  @IsString()
  kind?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() instrument?: string;
  @ApiPropertyOptional({ description: 'codes separated by commas' }) @IsOptional() @IsString() donor?: string;
  @ApiPropertyOptional({ description: 'codes separated by commas' }) @IsOptional() @IsString() agreement?: string;
  @ApiPropertyOptional({ description: 'codes separated by commas' }) @IsOptional() @IsString() project?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() case?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() placement?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() tranche?: string;
  @ApiPropertyOptional({ description: 'what becomes of interest, separated by commas' })
  @IsOptional()
  @IsString()
  disposition?: string;
  @ApiPropertyOptional() @IsOptional() @IsUUID() transfer?: string;
  @ApiPropertyOptional({ description: 'ids separated by commas; ! before them leaves them out' })
  @IsOptional()
  @Matches(/^!?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})*$/i)
  transaction?: string;
  @ApiPropertyOptional({ description: 'only what an instrument holds and has not given yet' })
  @IsOptional()
  @IsIn(['true', 'false'])
  pool?: string;
  @ApiPropertyOptional({ description: 'only transactions that moved cash' })
  @IsOptional()
  @IsIn(['true', 'false'])
  cash?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() from?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() to?: string;
  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsISO8601({ strict: true }) knownAt?: string;
  @ApiPropertyOptional({ enum: ['value'], description: 'from and to are value dates' })
  @IsOptional()
  @IsIn(['value'])
  basis?: string;
  @ApiPropertyOptional({ enum: ['credit'], description: 'amounts read on the credit side' })
  @IsOptional()
  @IsIn(['credit'])
  side?: string;
}

export class TrialBalanceQuery {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() asOf?: string;
  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsISO8601({ strict: true }) knownAt?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() book?: string;
}

export class LedgerRowDto {
  @ApiProperty() book: string;
  @ApiProperty() number: number;
  @ApiProperty() line: number;
  @ApiProperty() transaction: string;
  @ApiProperty() kind: string;
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty() actor: string;
  @ApiProperty() accountingDate: string;
  @ApiProperty() valueDate: string;
  @ApiProperty() postedAt: string;
  @ApiProperty({ type: String, nullable: true }) transfer: string | null;
  @ApiProperty({ type: String, nullable: true }) reverses: string | null;
  @ApiProperty({ enum: ['GENERAL', 'FUND'] }) layer: string;
  @ApiProperty() account: string;
  @ApiProperty({ type: String, nullable: true }) pcg: string | null;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto }) eur: MoneyDto;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) dimensions: Record<string, string>;
  @ApiProperty() flow: string;
}

export class ForeignTotalDto {
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() count: number;
}

export class LedgerTotalDto {
  @ApiProperty({ type: MoneyDto }) eur: MoneyDto;
  @ApiProperty() count: number;
  @ApiProperty({ type: [ForeignTotalDto], description: 'Entries in other currencies, in them' })
  foreign: ForeignTotalDto[];
}

export class LedgerPageDto {
  @ApiProperty({ type: [LedgerRowDto] }) items: LedgerRowDto[];
  @ApiProperty({ type: LedgerTotalDto }) total: LedgerTotalDto;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** A published amount with the link that lists its entries. */
export class FigureDto {
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty() count: number;
  @ApiProperty({ example: '/api/reporting/ledger?book=contributions&flow=received' }) entries: string;
}

export class TrialBalanceLineDto {
  @ApiProperty() book: string;
  @ApiProperty() layer: string;
  @ApiProperty() account: string;
  @ApiProperty({ type: String, nullable: true }) pcg: string | null;
  @ApiProperty({ type: MoneyDto }) debit: MoneyDto;
  @ApiProperty({ type: MoneyDto }) credit: MoneyDto;
  @ApiProperty({ type: MoneyDto }) balance: MoneyDto;
  @ApiProperty() entries: string;
}

export class TrialBalanceTotalDto {
  @ApiProperty() book: string;
  @ApiProperty() layer: string;
  @ApiProperty({ type: MoneyDto }) debit: MoneyDto;
  @ApiProperty({ type: MoneyDto }) credit: MoneyDto;
  @ApiProperty({ type: MoneyDto }) balance: MoneyDto;
}

export class TrialBalanceDto {
  @ApiProperty() asOf: string;
  @ApiProperty({ type: String, nullable: true }) knownAt: string | null;
  @ApiProperty({ type: [TrialBalanceLineDto] }) items: TrialBalanceLineDto[];
  @ApiProperty({ type: [TrialBalanceTotalDto] }) totals: TrialBalanceTotalDto[];
}
