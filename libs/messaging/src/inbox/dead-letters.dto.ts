import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

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

  @ApiPropertyOptional({ description: 'Also those that were put back.', default: false })
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
  @ApiProperty({ description: 'Later messages of the key that wait behind it.' }) parked: number;
}

export class DeadLetterPageDto {
  @ApiProperty({ type: [DeadLetterDto] }) items: DeadLetterDto[];
  @ApiProperty({ nullable: true, type: String }) nextCursor: string | null;
}
