import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';

export class AskedReopeningDto {
  @ApiProperty() reason: string;
  @ApiProperty() askedBy: string;
  @ApiProperty() askedAt: string;
  @ApiProperty({ description: 'Whether the reader asked: another person grants it' }) mine: boolean;
}

export class PeriodDto {
  @ApiProperty({ example: '2026-02' }) month: string;
  @ApiProperty({ description: 'Whether its last day has come' }) over: boolean;
  @ApiProperty({ description: 'Entries nobody explained' }) openEntries: number;
  @ApiProperty({ enum: ['OPEN', 'CLOSED', 'LOCKED'], description: 'LOCKED: every account closed it' })
  state: 'OPEN' | 'CLOSED' | 'LOCKED';
  @ApiProperty({ type: MoneyDto, nullable: true }) balance: MoneyDto | null;
  @ApiProperty({ type: String, nullable: true }) closedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) closedAt: string | null;
  @ApiProperty({ type: AskedReopeningDto, nullable: true }) reopening: AskedReopeningDto | null;
}

export class PeriodsDto {
  @ApiProperty({ type: [PeriodDto] }) items: PeriodDto[];
}
