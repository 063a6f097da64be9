import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PeriodDto, SumDto } from '../overview/overview.dto';

export class StatementQuery {
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() from?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDay() to?: string;
  @ApiPropertyOptional({ enum: ['fr', 'en'] }) @IsOptional() @IsIn(['fr', 'en']) lang?: string;
  @ApiPropertyOptional({ enum: ['json', 'csv', 'xlsx', 'pdf'] })
  @IsOptional()
  @IsIn(['json', 'csv', 'xlsx', 'pdf'])
  format?: string;
}

class DonorNameDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}
class MovementDto extends SumDto {
  @ApiProperty() flow: string;
}
class ProjectLineDto {
  @ApiProperty() project: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: SumDto }) allocated: SumDto;
  @ApiProperty({ type: SumDto }) disbursed: SumDto;
  @ApiProperty({ type: SumDto }) justified: SumDto;
}
class AgreementStatementDto {
  @ApiProperty() agreement: string;
  @ApiProperty({ type: String, nullable: true }) instrument: string | null;
  @ApiProperty({ type: MoneyDto, nullable: true }) pledged: MoneyDto | null;
  @ApiProperty({ type: SumDto }) opening: SumDto;
  @ApiProperty({ type: [MovementDto] }) movements: MovementDto[];
  @ApiProperty({ type: SumDto }) closing: SumDto;
  @ApiProperty({ type: SumDto }) received: SumDto;
  @ApiProperty({ type: SumDto }) allocated: SumDto;
  @ApiProperty({ type: SumDto }) disbursed: SumDto;
  @ApiProperty({ type: SumDto }) justified: SumDto;
  @ApiProperty({ type: SumDto, description: 'Kept in the agreement' }) interest: SumDto;
  @ApiProperty({ type: SumDto, description: 'Fed to the emergency fund' }) interestToFund: SumDto;
  @ApiProperty({ type: SumDto }) refunded: SumDto;
  @ApiProperty({ type: [ProjectLineDto] }) projects: ProjectLineDto[];
}

export class DonorStatementDto {
  @ApiProperty({ type: DonorNameDto }) donor: DonorNameDto;
  @ApiProperty({ type: PeriodDto }) period: PeriodDto;
  @ApiProperty() asOf: string;
  @ApiProperty({ type: SumDto }) opening: SumDto;
  @ApiProperty({ type: SumDto }) received: SumDto;
  @ApiProperty({ type: SumDto }) allocated: SumDto;
  @ApiProperty({ type: SumDto }) disbursed: SumDto;
  @ApiProperty({ type: SumDto }) justified: SumDto;
  @ApiProperty({ type: SumDto, description: 'Kept in the agreement' }) interest: SumDto;
  @ApiProperty({ type: SumDto, description: 'Fed to the emergency fund' }) interestToFund: SumDto;
  @ApiProperty({ type: SumDto }) refunded: SumDto;
  @ApiProperty({ type: SumDto }) closing: SumDto;
  @ApiProperty({ type: SumDto }) unapplied: SumDto;
  @ApiProperty({ type: [AgreementStatementDto] }) agreements: AgreementStatementDto[];
}
