import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { type TargetKind, targetKinds } from './target';

export class TargetSearchQuery {
  @ApiProperty({ description: 'The bank entry to explain' })
  @IsUUID()
  entry: string;

  @ApiPropertyOptional({ description: 'Words and an amount, as people type them: `80 000,00 siaap`' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: targetKinds })
  @IsOptional()
  @IsIn(targetKinds)
  kind?: TargetKind;

  @ApiPropertyOptional({ description: 'Least amount, as people type it' })
  @IsOptional()
  @IsString()
  @MaxLength(30)
  from?: string;

  @ApiPropertyOptional({ description: 'Most amount' })
  @IsOptional()
  @IsString()
  @MaxLength(30)
  to?: string;
}

export class FoundTargetDto {
  @ApiProperty({ enum: targetKinds }) kind: TargetKind;
  @ApiProperty() id: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: MoneyDto, nullable: true, description: 'Still expected; null: any amount' })
  open: MoneyDto | null;
  @ApiProperty() currency: string;
  @ApiProperty({ type: String, nullable: true }) dueOn: string | null;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
}

export class FoundTargetsDto {
  @ApiProperty({ type: [FoundTargetDto] }) items: FoundTargetDto[];
}
