import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export const steps = ['DAY', 'MONTH'] as const;
export type Step = (typeof steps)[number];

export class AdvanceDto {
  @ApiProperty({ enum: steps })
  @IsIn(steps)
  advance: Step;
}

export class ClockDto {
  @ApiProperty({ example: '2026-02-20' })
  day: string;

  @ApiProperty({ description: 'Whether the day can be advanced' })
  demonstration: boolean;
}
