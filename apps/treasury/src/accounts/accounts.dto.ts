import type { Day } from '@abonde/calendar';
import { codePattern, IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import type { AccountKind, BankAccount } from './account.entity';

export class OpenAccountDto {
  @ApiPropertyOptional({ example: 'BNP-COURANT' })
  @IsOptional()
  @Matches(codePattern)
  code?: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  name: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  iban?: string;

  @ApiPropertyOptional({ description: 'Account number where there is no IBAN' })
  @IsOptional()
  @IsString()
  otherId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  bic?: string;

  @ApiProperty({ example: 'EUR' })
  @Matches(/^[A-Z]{3}$/)
  currency: string;

  @ApiProperty({ type: String, example: '2026-01-01' })
  @IsDay()
  openingDate: Day;

  @ApiProperty({ type: MoneyDto, description: 'Balance before the first entry of the opening date' })
  @ValidateNested()
  @Type(() => MoneyDto)
  openingBalance: MoneyDto;

  @ApiPropertyOptional({ description: 'Units of the currency for one euro', example: '1.0842' })
  @IsOptional()
  @Matches(/^\d+(\.\d+)?$/)
  openingRate?: string;

  @ApiPropertyOptional({ enum: ['CURRENT', 'TERM_DEPOSIT'], default: 'CURRENT' })
  @IsOptional()
  @IsIn(['CURRENT', 'TERM_DEPOSIT'])
  kind?: AccountKind;
}

export class AccountDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ['CURRENT', 'TERM_DEPOSIT'] }) kind: AccountKind;
  @ApiProperty({ type: String, nullable: true }) iban: string | null;
  @ApiProperty({ type: String, nullable: true }) otherId: string | null;
  @ApiProperty({ type: String, nullable: true }) bic: string | null;
  @ApiProperty() currency: string;
  @ApiProperty({ type: String }) openingDate: Day;
  @ApiProperty({ type: MoneyDto }) openingBalance: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'What the bank says it holds, after the last imported entry' })
  balance: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'The same at its value in the books' }) balanceEur: MoneyDto;
}

/** An account in the list, with how far its statements go. */
export class ListedAccountDto extends AccountDto {
  @ApiProperty({ type: String, nullable: true, description: 'Last day its statements cover' }) lastDay: Day | null;
  @ApiProperty({ description: 'Entries that are not explained yet' }) unmatched: number;
}

export function accountDto(account: BankAccount): AccountDto {
  const { id, code, name, kind, iban, otherId, bic, currency, openingDate, opening, held } = account;
  return {
    id,
    code,
    name,
    kind,
    iban,
    otherId,
    bic,
    currency,
    openingDate,
    openingBalance: opening.amount.toJSON(),
    balance: held.amount.toJSON(),
    balanceEur: held.eur.toJSON(),
  };
}
