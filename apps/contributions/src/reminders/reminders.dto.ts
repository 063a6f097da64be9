import type { Language } from '@abonde/money';
import { IsDay, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { type Channel, channels, type ReminderState, reminderStates } from './reminder.entity';

export class DraftReminderDto {
  @ApiProperty({ description: 'Id of the instalment' }) @IsUUID() instalment: string;
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' }) @IsOptional() @IsIn(['fr', 'en']) lang: Language = 'fr';
  @ApiPropertyOptional({ enum: channels, default: 'EMAIL' }) @IsOptional() @IsIn(channels) channel: Channel = 'EMAIL';
}

export class SendReminderDto {
  @ApiPropertyOptional() @IsOptional() @IsDay() effectiveDate?: string;
  @ApiPropertyOptional({ description: 'Needed for an e-mail' }) @IsOptional() @IsEmail() to?: string;
  @ApiPropertyOptional({ description: 'As it went, where it differs from the draft' })
  @IsOptional()
  @IsString()
  @Length(1, 5000)
  body?: string;
}

export class RemindersQuery extends PageQuery {
  @ApiPropertyOptional() @IsOptional() @IsUUID() instalment?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() agreement?: string;
  @ApiPropertyOptional({ enum: reminderStates }) @IsOptional() @IsIn(reminderStates) state?: ReminderState;
}

export class ReminderDto {
  @ApiProperty() id: string;
  @ApiProperty() instalment: string;
  @ApiProperty() agreement: string;
  @ApiProperty() number: number;
  @ApiProperty() level: number;
  @ApiProperty({ enum: channels }) channel: Channel;
  @ApiProperty({ enum: ['fr', 'en'] }) language: Language;
  @ApiProperty() subject: string;
  @ApiProperty() body: string;
  @ApiProperty({ enum: reminderStates }) state: ReminderState;
  @ApiProperty() draftedOn: string;
  @ApiProperty() draftedBy: string;
  @ApiProperty({ type: String, nullable: true }) sentOn: string | null;
  @ApiProperty({ type: String, nullable: true }) sentBy: string | null;
  @ApiProperty({ type: String, nullable: true }) sentTo: string | null;
}
