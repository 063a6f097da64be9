import { IsDay, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { type CalendarKind, calendarKinds, type ReportState, reportStates } from './report-due.entity';

const LONGEST_VIEW = 3660;

export class PlannedReportDto {
  @ApiProperty({ enum: calendarKinds }) @IsIn(calendarKinds) kind: CalendarKind;
  @ApiProperty() @IsDay() dueOn: string;
}

export class ReportsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Overdue, or due within so many days' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LONGEST_VIEW)
  within?: number;
  @ApiPropertyOptional({ enum: reportStates }) @IsOptional() @IsIn(reportStates) state?: ReportState;
  @ApiPropertyOptional() @IsOptional() @IsString() agreement?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() donor?: string;
}

export class SendReportDto {
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiProperty({ description: 'The report itself, uploaded before' }) @IsUUID() document: string;
}

export class AnswerReportDto {
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @Length(1, 1000) note?: string;
}

export class ReportDto {
  @ApiProperty() id: string;
  @ApiProperty() agreement: string;
  @ApiProperty() donor: string;
  @ApiProperty() donorName: string;
  @ApiProperty({ enum: calendarKinds }) kind: CalendarKind;
  @ApiProperty() dueOn: string;
  @ApiProperty({ enum: reportStates }) state: ReportState;
  @ApiProperty({ description: 'Days past its date while it is not sent; negative before', type: Number })
  daysLate: number;
  @ApiProperty({ type: String, nullable: true }) sentOn: string | null;
  @ApiProperty({ type: String, nullable: true }) sentBy: string | null;
  @ApiProperty({ type: String, nullable: true }) document: string | null;
  @ApiProperty({ type: String, nullable: true }) acceptedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() version: number;
}
