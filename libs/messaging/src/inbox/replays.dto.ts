import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Min,
  ValidateNested,
} from 'class-validator';

export class PositionDto {
  @ApiProperty({ example: 'abonde.treasury' }) @IsString() topic: string;
  @ApiProperty() @IsInt() @Min(0) partition: number;
  @ApiProperty({ description: 'Place in the partition, from 0, of the first message to read again.' })
  @IsInt()
  @Min(0)
  offset: number;
}

export class ReplayRequestDto {
  @ApiPropertyOptional({ description: 'Consumer group; default: every group of the service.' })
  @IsOptional()
  @IsString()
  group?: string;

  @ApiPropertyOptional({ example: '2026-02-20T08:00:00Z', description: 'Everything written then or later.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ type: [PositionDto], description: 'Instead of `from`.' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => PositionDto)
  positions?: PositionDto[];

  @ApiProperty({ example: 'database restored from the backup of 8 o’clock' })
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class ReplayDto {
  @ApiProperty() id: string;
  @ApiProperty() group: string;
  @ApiProperty({ type: [PositionDto] }) positions: PositionDto[];
  @ApiProperty() reason: string;
  @ApiProperty() requestedBy: string;
  @ApiProperty() requestedAt: string;
  @ApiProperty({ nullable: true, type: String, description: 'When the group began to read again.' })
  movedAt: string | null;
}

export class ReplaysDto {
  @ApiProperty({ type: [ReplayDto] }) items: ReplayDto[];
}
