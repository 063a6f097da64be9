import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Validate } from 'class-validator';
import { CalendarDay, Instant } from './at.constraint';
import { LedgerEntryDto } from './ledger.dto';

const bases = ['ACCOUNTING', 'VALUE'] as const;

export class TrialBalanceQuery {
  @ApiPropertyOptional({ format: 'date', description: 'end of that day; default: whatever the date' })
  @IsOptional()
  @Validate(CalendarDay)
  asOf?: string;
  @ApiPropertyOptional({ enum: bases, default: 'ACCOUNTING', description: 'which date asOf is' })
  @IsOptional()
  @IsIn(bases)
  basis?: 'ACCOUNTING' | 'VALUE';
  @ApiPropertyOptional({ format: 'date-time', description: 'only what had been posted at that instant' })
  @IsOptional()
  @Validate(Instant)
  knownAt?: string;
}

export class AccountStatementQuery extends PageQuery {
  @ApiProperty({ format: 'date' }) @Validate(CalendarDay) from: string;
  @ApiProperty({ format: 'date', description: 'that day included' }) @Validate(CalendarDay) to: string;
  @ApiPropertyOptional({ enum: bases, default: 'ACCOUNTING', description: 'which date from and to are' })
  @IsOptional()
  @IsIn(bases)
  basis?: 'ACCOUNTING' | 'VALUE';
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'only what had been posted at that instant; default: now, and for further pages that of the first one',
  })
  @IsOptional()
  @Validate(Instant)
  knownAt?: string;
}

/** Money of an account, in its currency and at its value in EUR. */
export class AccountMoneyDto {
  @ApiProperty({ type: MoneyDto, description: 'in the currency of the account' }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'at the booked rates' }) eur: MoneyDto;
}

export class AccountStatementEntryDto extends LedgerEntryDto {
  @ApiProperty({ type: AccountMoneyDto, description: 'after this entry; debit positive' }) balance: AccountMoneyDto;
}

/** Opening + debit − credit = closing; debit positive. */
export class AccountStatementDto {
  @ApiProperty() book: string;
  @ApiProperty() account: string;
  @ApiProperty({ enum: ['GENERAL', 'FUND'] }) layer: string;
  @ApiProperty({ type: String, nullable: true }) pcg: string | null;
  @ApiProperty() currency: string;
  @ApiProperty({ enum: ['DEBIT', 'CREDIT'] }) normal: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date' }) to: string;
  @ApiProperty({ enum: bases }) basis: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ type: AccountMoneyDto, description: 'at the end of the day before' }) opening: AccountMoneyDto;
  @ApiProperty({ type: AccountMoneyDto, description: 'of the whole period' }) debit: AccountMoneyDto;
  @ApiProperty({ type: AccountMoneyDto, description: 'of the whole period' }) credit: AccountMoneyDto;
  @ApiProperty({ type: AccountMoneyDto }) closing: AccountMoneyDto;
  @ApiProperty({ type: [AccountStatementEntryDto], description: 'oldest first' }) items: AccountStatementEntryDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class BookBalanceLineDto {
  @ApiProperty() account: string;
  @ApiProperty({ enum: ['GENERAL', 'FUND'] }) layer: string;
  @ApiProperty({ type: String, nullable: true }) pcg: string | null;
  @ApiProperty({ enum: ['DEBIT', 'CREDIT'] }) normal: string;
  @ApiProperty({ type: MoneyDto, description: 'in the currency of the account; debit positive' }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'turnover in EUR' }) debit: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'turnover in EUR' }) credit: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'in EUR; debit positive' }) balance: MoneyDto;
}

export class LayerTotalDto {
  @ApiProperty({ enum: ['GENERAL', 'FUND'] }) layer: string;
  @ApiProperty({ type: MoneyDto }) debit: MoneyDto;
  @ApiProperty({ type: MoneyDto }) credit: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'zero' }) balance: MoneyDto;
}

export class CurrencyTotalDto {
  @ApiProperty() currency: string;
  @ApiProperty({ type: MoneyDto, description: 'zero' }) balance: MoneyDto;
}

export class BookBalanceDto {
  @ApiProperty() book: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) asOf: string | null;
  @ApiProperty({ enum: bases }) basis: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) knownAt: string | null;
  @ApiProperty({ type: [BookBalanceLineDto], description: 'accounts that had moved by then' })
  items: BookBalanceLineDto[];
  @ApiProperty({ type: [LayerTotalDto] }) totals: LayerTotalDto[];
  @ApiProperty({ type: [CurrencyTotalDto], description: 'foreign currencies, by amount' })
  currencies: CurrencyTotalDto[];
}
