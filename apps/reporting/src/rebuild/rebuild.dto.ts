import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class RebuildRequest {
  @ApiPropertyOptional({ example: 'new figure' }) @IsOptional() @IsString() @MaxLength(500) reason?: string;
}
export class EpochDto {
  @ApiProperty() epoch: number;
}
export class RebuildDto extends EpochDto {
  @ApiProperty({ enum: ['BUILDING', 'DONE'] }) state: string;
  @ApiProperty({ format: 'date-time' }) askedAt: string;
  @ApiProperty() actor: string;
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) finishedAt: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'messages read' }) read: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'messages to read' }) of: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'digest of what stood' }) before: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'digest of what took its place' }) after: string | null;
  @ApiProperty({ type: Boolean, nullable: true }) identical: boolean | null;
}
export class DigestDto extends EpochDto {
  @ApiProperty() events: number;
  @ApiProperty() entries: number;
  @ApiProperty() sums: number;
  @ApiProperty() registers: number;
  @ApiProperty() heads: number;
  @ApiProperty({ description: 'SHA-256 over all of them' }) digest: string;
}
