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
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Facts } from '../facts/facts.service';
import { PlacementTerms } from '../placements/terms.service';
import { AccrualRunDto, AccrualsQuery, AccrueDto, ExplainedDto } from './accruals.dto';
import { AccrualsService, type PlacementRun } from './accruals.service';
import { explained, type ExplainedAmount } from './explanation';

@ApiTags('accruals')
@Controller('accruals')
export class AccrualsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly accruals: AccrualsService,
    private readonly facts: Facts,
    private readonly terms: PlacementTerms,
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
    const rows = (await this.explained(query)).map((row, index) => ({ row, index }));
    return paged(
      rows.slice(Number(offset)),
      query.limit,
      ({ index }) => [index + 1],
      ({ row }) => row,
    );
  }

  private async explained({ project, agreement, placement, from, to }: AccrualsQuery): Promise<ExplainedDto[]> {
    const { manager } = this.dataSource;
    const rows: ExplainedDto[] = [];
    for (const name of await this.terms.pools(manager)) {
      const placements = (await this.terms.inPool(manager, name)).filter(
        ({ code }) => placement === undefined || code === placement,
      );
      if (placements.length === 0) continue;
      const { pool } = await this.facts.pool(
        manager,
        name,
        from ?? (await this.terms.poolUncreditedFrom(manager, name)),
      );
      for (const one of placements) {
        const [first, last] = [from ?? (await this.terms.uncreditedFrom(manager, one)), to ?? one.accruedThrough];
        if (last === null) continue;
        const lines = explained(pool, await this.terms.of(manager, one), first, last);
        rows.push(...lines.filter((line) => matches(line, project, agreement)).map((line) => view(line, one.code)));
      }
    }
    return rows;
  }
}

function matches(line: ExplainedAmount, project?: string, agreement?: string): boolean {
  return (
    (project === undefined || line.project === project) && (agreement === undefined || line.agreement === agreement)
  );
}

function view(
  { project, agreement, disposition, from, to, days, base, rate, dayCount, share, minor }: ExplainedAmount,
  placement: string,
): ExplainedDto {
  return {
    placement,
    project,
    agreement,
    disposition,
    from,
    to,
    days,
    rate,
    share,
    base: Money.minor(base).toJSON(),
    basis: dayCount,
    amount: Money.minor(minor).toJSON(),
  };
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
