import { Allow, Cmd, type Command, DomainError } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Injectable, Param, type PipeTransform, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PeriodsService } from './periods.service';
import { AsOfQuery, ClosedPeriodDto, ReconciliationDto, ReopenDto, ReopeningDto } from './reconciliation.dto';
import { ReconciliationService } from './reconciliation.service';

@Injectable()
class MonthPipe implements PipeTransform<string, string> {
  transform(month: string): string {
    if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month;
    throw new DomainError({
      code: 'INVALID_MONTH',
      status: 400,
      title: 'Not a month',
      detail: `${month} is not a month such as 2026-02.`,
    });
  }
}

@ApiTags('reconciliation')
@Controller()
export class ReconciliationController {
  constructor(
    private readonly reconciliation: ReconciliationService,
    private readonly periods: PeriodsService,
  ) {}

  @Get('accounts/:id/reconciliation')
  @ApiOkResponse({ type: ReconciliationDto })
  statement(@Param('id') id: string, @Query() { asOf }: AsOfQuery): Promise<ReconciliationDto> {
    return this.reconciliation.statement(id, asOf);
  }

  @Post('accounts/:id/periods/:month/close')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: ClosedPeriodDto })
  close(
    @Cmd() command: Command,
    @Param('id') id: string,
    @Param('month', MonthPipe) month: string,
  ): Promise<ClosedPeriodDto> {
    return this.periods.close(command, id, month);
  }

  @Post('periods/:month/reopen')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: ReopeningDto })
  reopen(
    @Cmd() command: Command,
    @Param('month', MonthPipe) month: string,
    @Body() { reason }: ReopenDto,
  ): Promise<ReopeningDto> {
    return this.periods.reopen(command, month, reason);
  }
}
