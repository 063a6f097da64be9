import {
  Allow,
  ApiPage,
  BusinessClock,
  Cmd,
  type Command,
  decodeCursor,
  type Page,
  paged,
  UnitOfWork,
} from '@abonde/platform';
import { Money } from '@abonde/money';
import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import {
  AccrualRunDto,
  AccrualsQuery,
  AccruedLinesDto,
  AccruedLinesQuery,
  AccrueDto,
  ExplainedDto,
  ExportQuery,
} from './accruals.dto';
import { PlacementsService } from '../placements/placements.service';
import { AccrualsService, type PlacementRun } from './accruals.service';
import { AccruedLines } from './accrued-lines.service';
import { explanationCsv } from './explanation.csv';
import { explanationPdf } from './explanation.pdf';
import { Explanations } from './explanations.service';

@ApiTags('accruals')
@Controller('accruals')
export class AccrualsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly accruals: AccrualsService,
    private readonly explanations: Explanations,
    private readonly lines: AccruedLines,
    private readonly placements: PlacementsService,
    private readonly dataSource: DataSource,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: AccrualRunDto })
  accrue(@Body() body: AccrueDto, @Cmd() command: Command): Promise<AccrualRunDto> {
    return this.work.run(command, async (tx) => {
      const through = await this.clock.effective(body.through, tx);
      const runs = await this.accruals.run(tx, through, command.actor.id);
      const changed = runs.some(({ posted, restated }) => posted !== 0n || restated !== 0n);
      return { through, changed, placements: runs.map(runView) };
    });
  }

  @Get()
  @ApiPage(ExplainedDto)
  async explain(@Query() query: AccrualsQuery): Promise<Page<ExplainedDto>> {
    const [offset] = decodeCursor(query.cursor) ?? [0];
    const rows = (await this.explanations.of(query)).map((row, index) => ({ row, index }));
    return paged(
      rows.slice(Number(offset)),
      query.limit,
      ({ index }) => [index + 1],
      ({ row }) => row,
    );
  }

  /** What has accrued and isn't credited yet, by project, agreement and disposition. */
  @Get('lines')
  @ApiOkResponse({ type: AccruedLinesDto })
  byLine(@Query() { placement }: AccruedLinesQuery): Promise<AccruedLinesDto> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) =>
      this.lines.view(tx, await this.placements.find(tx, placement)),
    );
  }

  /** The same stretches, all of them, as a file to keep or to hand over. */
  @Get('export')
  @ApiProduces('text/csv', 'application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@Query() { format, lang, ...query }: ExportQuery): Promise<StreamableFile> {
    const rows = await this.explanations.of(query);
    const name = `${lang === 'fr' ? 'interets' : 'interest'}-${query.placement ?? 'placements'}.${format}`;
    const file = format === 'csv' ? Buffer.from(explanationCsv(rows, lang)) : await explanationPdf(rows, lang);
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf';
    return new StreamableFile(file, { type, disposition: `attachment; filename="${name}"` });
  }
}

function runView({ placement, through, ...run }: PlacementRun): AccrualRunDto['placements'][number] {
  const money = (minor: bigint) => Money.minor(minor).toJSON();
  return {
    placement,
    through,
    posted: money(run.posted),
    restated: money(run.restated),
    total: money(run.total),
    tax: money(run.tax),
    net: money(run.net),
  };
}
