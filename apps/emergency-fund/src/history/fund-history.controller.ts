import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { EarningsDto, EarningsQuery, HistoryDto, HistoryQuery } from './fund-history.dto';
import { FundHistory } from './fund-history.service';

@ApiTags('fund')
@Controller()
export class FundHistoryController {
  constructor(
    private readonly history: FundHistory,
    private readonly dataSource: DataSource,
  ) {}

  /** What was available, step by step, with the aids that took from it. */
  @Get('history')
  @ApiOkResponse({ type: HistoryDto })
  through(@Query() { months }: HistoryQuery): Promise<HistoryDto> {
    return this.dataSource.transaction('REPEATABLE READ', (tx) => this.history.through(tx, months));
  }

  /** Whose money bore the fund's interest. */
  @Get('earnings')
  @ApiOkResponse({ type: EarningsDto })
  earnings(@Query() query: EarningsQuery): Promise<EarningsDto> {
    return this.dataSource.transaction('REPEATABLE READ', (tx) => this.history.earnings(tx, query));
  }
}
