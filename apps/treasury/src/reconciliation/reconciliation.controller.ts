import { type Actor, Allow, ApiPage, Cmd, type Command, CurrentActor, DomainError, type Page } from '@abonde/platform';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Injectable,
  Param,
  type PipeTransform,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AccountPeriods } from './account-periods.reader';
import { PeriodsDto } from './periods.dto';
import { PeriodsService } from './periods.service';
import { reconciliationCsv } from './reconciliation.csv';
import { ClosedPeriodDto, ReconciliationDto, ReopenDto, ReopeningDto, StatementQuery } from './reconciliation.dto';
import { reconciliationPdf } from './reconciliation.pdf';
import { ReconciliationService } from './reconciliation.service';
import { LinesQuery, WorksheetDto, WorksheetLineDto } from './worksheet.dto';
import { WorksheetService } from './worksheet.service';

/** How many entries without explanation are listed at once: a page on screen; on paper what is drawn in a few seconds; in a file all. */
const listed = { json: 500, pdf: 1_000, csv: 'all' } as const;

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
    private readonly accountPeriods: AccountPeriods,
    private readonly worksheets: WorksheetService,
  ) {}

  @Get('accounts/:id/reconciliation')
  @ApiOkResponse({ type: ReconciliationDto, description: 'Or its CSV or PDF, as `format` asks' })
  async statement(
    @Param('id') id: string,
    @Query() { asOf, format, lang }: StatementQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReconciliationDto | Buffer> {
    const statement = await this.reconciliation.statement(id, asOf, listed[format]);
    if (format === 'json') return statement;
    const name = `${lang === 'fr' ? 'rapprochement' : 'reconciliation'}-${statement.account}-${statement.asOf}.${format}`;
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf';
    void reply.header('content-type', type).header('content-disposition', `attachment; filename="${name}"`);
    return format === 'csv' ? reconciliationCsv(statement, lang) : reconciliationPdf(statement, lang);
  }

  @Get('accounts/:id/periods')
  @ApiOkResponse({ type: PeriodsDto })
  async months(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PeriodsDto> {
    return { items: await this.accountPeriods.list(id, actor.id) };
  }

  @Get('statements/:id/worksheet')
  @ApiOkResponse({ type: WorksheetDto })
  worksheet(@Param('id') id: string): Promise<WorksheetDto> {
    return this.worksheets.sheet(id);
  }

  @Get('statements/:id/lines')
  @ApiPage(WorksheetLineDto)
  lines(@Param('id') id: string, @Query() query: LinesQuery): Promise<Page<WorksheetLineDto>> {
    return this.worksheets.lines(id, query);
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
