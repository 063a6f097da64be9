import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { NodeDto, PeriodDto } from './overview.dto';

class PublicFundDto {
  @ApiProperty({ type: MoneyDto }) available: MoneyDto;
}
class PublicFlowDto {
  @ApiProperty({ example: 'donors' }) from: string;
  @ApiProperty({ example: 'instrument:COOPERATION' }) to: string;
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
}
class PublicMonthDto {
  @ApiProperty({ example: '2026-02' }) month: string;
  @ApiProperty({ type: MoneyDto }) received: MoneyDto;
  @ApiProperty({ type: MoneyDto }) disbursed: MoneyDto;
}
class PublicProjectDto {
  @ApiProperty() project: string;
  @ApiProperty() title: string;
  @ApiProperty() city: string;
  @ApiProperty() country: string;
  @ApiProperty() theme: string;
  @ApiProperty({ type: String, nullable: true }) state: string | null;
  @ApiProperty({ type: MoneyDto }) attributed: MoneyDto;
  @ApiProperty({ type: MoneyDto }) disbursed: MoneyDto;
}
class PublicCountryDto {
  @ApiProperty() country: string;
  @ApiProperty() projects: number;
  @ApiProperty({ type: MoneyDto }) attributed: MoneyDto;
  @ApiProperty({ type: MoneyDto }) disbursed: MoneyDto;
}

export class PublicOverviewDto {
  @ApiProperty({ description: 'whether the figures are fictitious: everywhere but in production' })
  demonstration: boolean;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ type: PeriodDto }) period: PeriodDto;
  @ApiProperty({ type: MoneyDto }) received: MoneyDto;
  @ApiProperty({ type: MoneyDto }) attributed: MoneyDto;
  @ApiProperty({ type: MoneyDto }) disbursed: MoneyDto;
  @ApiProperty({ type: PublicFundDto }) emergencyFund: PublicFundDto;
  @ApiProperty({ type: [PublicFlowDto] }) flows: PublicFlowDto[];
  @ApiProperty({ type: [NodeDto] }) nodes: NodeDto[];
  @ApiProperty({ type: [PublicMonthDto] }) months: PublicMonthDto[];
  @ApiProperty({ type: [PublicProjectDto] }) projects: PublicProjectDto[];
  @ApiProperty({ type: [PublicCountryDto] }) countries: PublicCountryDto[];
}
