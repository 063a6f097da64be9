import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { AidViews } from './aid-views.service';
import { AidCase } from './case.entity';
import { spansOf, type Step, steps } from './clock';

class SpanDto {
  @ApiProperty({ enum: steps })
  from: Step;

  @ApiProperty({ enum: steps })
  to: Step;

  @ApiProperty({ description: 'That have gone this part of the way' })
  cases: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Days' })
  median: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Days' })
  longest: number | null;
}

export class AidClockDto {
  @ApiProperty()
  cases: number;

  @ApiProperty({ type: [SpanDto] })
  spans: SpanDto[];
}

@ApiTags('aid')
@Controller('aid-clock')
export class AidClockController {
  constructor(
    private readonly views: AidViews,
    private readonly dataSource: DataSource,
  ) {}

  /** From the case to the decision to the payment: how long each part takes, over all cases. */
  @Get()
  @ApiOkResponse({ type: AidClockDto })
  async read(): Promise<AidClockDto> {
    const { manager } = this.dataSource;
    const cases = await this.views.cases(manager, await manager.find(AidCase));
    return { cases: cases.length, spans: spansOf(cases.map(({ clock }) => clock)) };
  }
}
