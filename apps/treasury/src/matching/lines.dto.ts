import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

export class HoldRequestDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Who is asked' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  assignee?: string | null;
}

export class HoldDto {
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true }) assignee: string | null;
  @ApiProperty({ description: 'Who put it aside' }) by: string;
  @ApiProperty() at: string;
}

export class ReleasedDto {
  @ApiProperty() entry: string;
}

export class ClaimRequestDto {
  @ApiPropertyOptional({ default: false, description: 'Even from somebody who has it open' })
  @IsOptional()
  @IsBoolean()
  takeOver?: boolean;
}

export class ClaimDto {
  @ApiProperty() entry: string;
  @ApiProperty() name: string;
  @ApiProperty() initials: string;
  @ApiProperty({ description: 'Whether the reader has it' }) mine: boolean;
  @ApiProperty() until: string;
}

export class ClaimsDto {
  @ApiProperty({ type: [ClaimDto] }) items: ClaimDto[];
}
