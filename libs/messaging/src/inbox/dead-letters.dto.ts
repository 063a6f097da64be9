import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

export class DeadLettersQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({ description: 'As given by the page before.' })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiPropertyOptional({ description: 'Also those that were put back or discarded.', default: false })
  @IsOptional()
  @Transform(({ value }) => value === true || value === 'true')
  @IsBoolean()
  all: boolean = false;
}

export class DeadLetterDto {
  @ApiProperty() id: string;
  @ApiProperty() consumer: string;
  @ApiProperty() topic: string;
  @ApiProperty() partition: number;
  @ApiProperty({ description: 'Place in the partition, from 0.' }) offset: number;
  @ApiProperty() key: string;
  @ApiProperty({ nullable: true, type: String }) eventId: string | null;
  @ApiProperty({ nullable: true, type: String }) eventType: string | null;
  @ApiProperty({ description: 'Code of the refusal, or INVALID_MESSAGE.' }) code: string;
  @ApiProperty() reason: string;
  @ApiProperty({ description: 'As it was read from the log.' }) message: string;
  @ApiProperty() attempts: number;
  @ApiProperty() diedAt: string;
  @ApiProperty({ nullable: true, type: String }) replayedAt: string | null;
  @ApiProperty({ nullable: true, type: String }) replayedBy: string | null;
  @ApiProperty({ nullable: true, type: String }) discardedAt: string | null;
  @ApiProperty({ nullable: true, type: String }) discardedBy: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Why it was right to discard it.' })
  explanation: string | null;
  @ApiProperty({ description: 'Later messages of the key that wait behind it.' }) parked: number;
}

export class DeadLetterActDto {
  @ApiProperty({ enum: ['PUT_BACK', 'FAILED_AGAIN', 'DISCARDED'] }) act: 'PUT_BACK' | 'FAILED_AGAIN' | 'DISCARDED';
  @ApiProperty() by: string;
  @ApiProperty() at: string;
  @ApiProperty({ nullable: true, type: String, description: 'Of the new failure, or the explanation.' })
  reason: string | null;
}

export class DeadLetterWithActsDto extends DeadLetterDto {
  @ApiProperty({ type: [DeadLetterActDto], description: 'What was done with it, in order.' }) acts: DeadLetterActDto[];
}

export class DiscardDto {
  @ApiProperty({ example: 'Entered by hand under MEMO-2026-14.' }) @IsString() @Length(3, 2_000) explanation: string;
}

export class DeadLetterPageDto {
  @ApiProperty({ type: [DeadLetterDto] }) items: DeadLetterDto[];
  @ApiProperty({ nullable: true, type: String }) nextCursor: string | null;
}
