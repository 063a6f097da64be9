import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { FigureDto } from '../ledger/ledger.dto';

const INSTRUMENTS = ['COOPERATION', 'GOVERNANCE', 'EMERGENCY'];

export class OverviewQuery {
  @ApiPropertyOptional({ format: 'date', description: 'default: first day of the year of to' })
  @IsOptional()
  @IsDay()
  from?: string;
  @ApiPropertyOptional({ format: 'date', description: 'default: the business day' })
  @IsOptional()
  @IsDay()
  to?: string;
  @ApiPropertyOptional({ enum: INSTRUMENTS }) @IsOptional() @IsIn(INSTRUMENTS) instrument?: string;
}

export class PeriodDto {
  @ApiProperty() from: string;
  @ApiProperty() to: string;
}
export class SumDto {
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty() entries: string;
}
export class ReceivedDto extends FigureDto {
  @ApiProperty({ type: MoneyDto, description: 'called in the period' }) expected: MoneyDto;
  @ApiProperty() expectedEntries: string;
}
export class EmergencyFundDto {
  @ApiProperty({ type: MoneyDto }) available: MoneyDto;
  @ApiProperty({ type: MoneyDto }) accrued: MoneyDto;
  @ApiProperty({ type: MoneyDto }) donations: MoneyDto;
  @ApiProperty() entries: string;
  @ApiProperty() accruedEntries: string;
  @ApiProperty() donationsEntries: string;
}
export class FlowDto extends SumDto {
  @ApiProperty({ example: 'donor:SIAAP' }) from: string;
  @ApiProperty({ example: 'instrument:COOPERATION' }) to: string;
}
export class NodeDto {
  @ApiProperty() id: string;
  @ApiProperty() kind: string;
  @ApiProperty() code: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) country: string | null;
  @ApiProperty({ type: String, nullable: true }) instrument: string | null;
}
export class TodoDto {
  @ApiProperty() allocationsToConfirm: number;
  @ApiProperty() tranchesToCertify: number;
  @ApiProperty() tranchesToApprove: number;
  @ApiProperty() tranchesToPay: number;
  @ApiProperty() dossiersToCheck: number;
  @ApiProperty() paymentsToApprove: number;
  @ApiProperty() paymentsToEmit: number;
  @ApiProperty() aidToDecide: number;
  @ApiProperty({ description: 'Reports to donors, late or due within thirty days' }) reportsToWrite: number;
}
export class MonthDto {
  @ApiProperty({ example: '2026-02' }) month: string;
  @ApiProperty({ type: SumDto }) received: SumDto;
  @ApiProperty({ type: SumDto }) disbursed: SumDto;
}
export class ProjectFiguresDto {
  @ApiProperty() project: string;
  @ApiProperty() title: string;
  @ApiProperty() city: string;
  @ApiProperty() country: string;
  @ApiProperty() instrument: string;
  @ApiProperty() theme: string;
  @ApiProperty({ type: String, nullable: true }) state: string | null;
  @ApiProperty({ type: SumDto }) attributed: SumDto;
  @ApiProperty({ type: SumDto }) allocated: SumDto;
  @ApiProperty({ type: SumDto }) disbursed: SumDto;
}
export class CountryDto {
  @ApiProperty() country: string;
  @ApiProperty() projects: number;
  @ApiProperty({ type: SumDto }) attributed: SumDto;
  @ApiProperty({ type: SumDto }) disbursed: SumDto;
}
export class OverviewDto {
  @ApiProperty() asOf: string;
  @ApiProperty({ type: PeriodDto }) period: PeriodDto;
  @ApiProperty({ type: String, nullable: true }) instrument: string | null;
  @ApiProperty({ type: ReceivedDto }) received: ReceivedDto;
  @ApiProperty({ type: FigureDto }) attributed: FigureDto;
  @ApiProperty({ type: FigureDto }) allocated: FigureDto;
  @ApiProperty({ type: FigureDto }) disbursed: FigureDto;
  @ApiProperty({ type: FigureDto }) justified: FigureDto;
  @ApiProperty({ type: EmergencyFundDto }) emergencyFund: EmergencyFundDto;
  @ApiProperty({ type: FigureDto }) suspense: FigureDto;
  @ApiProperty({ type: [FlowDto] }) flows: FlowDto[];
  @ApiProperty({ type: [NodeDto] }) nodes: NodeDto[];
  @ApiProperty({ type: TodoDto }) todo: TodoDto;
  @ApiProperty({ type: [MonthDto] }) months: MonthDto[];
  @ApiProperty({ type: [ProjectFiguresDto] }) projects: ProjectFiguresDto[];
  @ApiProperty({ type: [CountryDto] }) countries: CountryDto[];
}

export class SourcesAndUsesQuery extends OverviewQuery {}

export class SourcesAndUsesDto {
  @ApiProperty({ type: String, nullable: true }) instrument: string | null;
  @ApiProperty({ type: PeriodDto }) period: PeriodDto;
  @ApiProperty({ type: SumDto }) opening: SumDto;
  @ApiProperty({ type: [FlowDto] }) sources: FlowDto[];
  @ApiProperty({ type: [FlowDto] }) uses: FlowDto[];
  @ApiProperty({ type: SumDto }) closing: SumDto;
}
