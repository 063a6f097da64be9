import { IsDay } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { type Office, offices } from './delegation';

export class GrantDelegationDto {
  @ApiProperty({ enum: offices })
  @IsIn(offices)
  office: Office;

  @ApiProperty({ description: 'Id of who is away and holds the office' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  delegator: string;

  @ApiProperty({ description: 'Id of who stands in' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  delegate: string;

  @ApiProperty()
  @IsDay()
  from: string;

  @ApiProperty({ description: 'Last day, included' })
  @IsDay()
  to: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason: string;
}

export class DelegationDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ enum: offices })
  office: Office;

  @ApiProperty()
  delegator: string;

  @ApiProperty()
  delegatorName: string;

  @ApiProperty()
  delegate: string;

  @ApiProperty()
  delegateName: string;

  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ type: String, nullable: true })
  endedOn: string | null;

  @ApiProperty({ description: 'Whether it holds today' })
  holds: boolean;
}
