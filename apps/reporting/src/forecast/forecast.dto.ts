import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

export class ForecastQuery {
  @ApiPropertyOptional({ default: 12 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(36)
  months: number = 12;
}

export class ForecastCsvQuery extends ForecastQuery {
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' }) @IsOptional() @IsIn(['fr', 'en']) lang: 'fr' | 'en' =
    'fr';
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z]{3}$/) currency?: string;
}

export class HeldDto {
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty({ description: 'Lists the entries whose sum it is' }) entries: string;
}

export class MonthCashDto {
  @ApiProperty({ example: '2026-02' }) month: string;
  @ApiProperty({ type: MoneyDto }) in: MoneyDto;
  @ApiProperty({ type: MoneyDto }) out: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'At the end of the month, if all comes and goes as expected' })
  closing: MoneyDto;
}

export class CurrencyCashDto {
  @ApiProperty() currency: string;
  @ApiProperty({ type: HeldDto, description: 'On the bank accounts of this currency' }) opening: HeldDto;
  @ApiProperty({ type: [MonthCashDto] }) months: MonthCashDto[];
  @ApiProperty({ type: MoneyDto }) in: MoneyDto;
  @ApiProperty({ type: MoneyDto }) out: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'In the first month, past its day' }) lateIn: MoneyDto;
  @ApiProperty({ type: MoneyDto }) lateOut: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'After the last month' }) beyondIn: MoneyDto;
  @ApiProperty({ type: MoneyDto }) beyondOut: MoneyDto;
}

export class ExpectedDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['IN', 'OUT'] }) direction: 'IN' | 'OUT';
  @ApiProperty({ enum: ['INSTALMENT', 'TRANCHE', 'AID', 'REFUND'] }) kind: 'INSTALMENT' | 'TRANCHE' | 'AID' | 'REFUND';
  @ApiProperty({ description: 'Code of the agreement, the tranche or the case' }) reference: string;
  @ApiProperty({ type: Number, nullable: true }) number: number | null;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where nobody said when' }) dueOn: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null after the last month' }) month: string | null;
  @ApiProperty() daysLate: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() state: string;
  @ApiProperty({ type: String, nullable: true }) condition: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'ILLUSTRATIVE' }) basis: string | null;
}

export class ForecastDto {
  @ApiProperty() asOf: string;
  @ApiProperty({ type: [String] }) months: string[];
  @ApiProperty({ type: [CurrencyCashDto] }) currencies: CurrencyCashDto[];
  @ApiProperty({ type: [ExpectedDto], description: 'By due day' }) items: ExpectedDto[];
  @ApiProperty({ type: HeldDto, description: 'Attributed to projects and not yet approved for payment, in EUR' })
  committed: HeldDto;
}
