import { IsDay } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { type Bearer, bearers } from './charge-policy';

export class SetChargePolicyDto {
  @ApiProperty({ description: 'A period whose last day is this one or later is borne so' })
  @IsDay()
  from: string;

  @ApiProperty({ enum: bearers, description: 'Who bears negative interest' })
  @IsIn(bearers)
  bearer: Bearer;

  @ApiProperty({ description: 'Who decided it, and why' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason: string;
}

export class ChargePolicyDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  from: string;

  @ApiProperty({ enum: bearers })
  bearer: Bearer;

  @ApiProperty()
  reason: string;

  @ApiProperty({ enum: ['PENDING', 'CONFIRMED'] })
  status: 'PENDING' | 'CONFIRMED';

  @ApiProperty({ description: 'Id of the person who proposed it: another confirms it' })
  setBy: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmedAt: string | null;
}

export class ChargesDto {
  @ApiProperty({ enum: bearers, description: 'Who bears it on the business day' })
  bearer: Bearer;

  @ApiProperty({ type: [ChargePolicyDto], description: 'Latest day first; general expense before all of them' })
  policies: ChargePolicyDto[];
}
