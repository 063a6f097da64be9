import { ApiPage, decodeCursor, isUuid, notFound, type Page, paged, PageQuery } from '@abonde/platform';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { PlacementsService } from '../placements/placements.service';
import { CreditViews, restatementView } from './credit-views.service';
import { CreditDetailDto, CreditDto, CreditsQuery, RestatementDto } from './credits.dto';
import { type Credit, Credits } from './credits.service';
import { RestatementLog } from './restatement-log.service';

@ApiTags('credits')
@Controller()
export class CreditsController {
  constructor(
    private readonly credits: Credits,
    private readonly views: CreditViews,
    private readonly log: RestatementLog,
    private readonly placements: PlacementsService,
    private readonly dataSource: DataSource,
  ) {}

  @Get('credits')
  @ApiPage(CreditDto)
  async list(@Query() { placement, limit, cursor }: CreditsQuery): Promise<Page<CreditDto>> {
    const { manager } = this.dataSource;
    const [to, transaction] = decodeCursor(cursor) ?? [];
    const before =
      to === undefined || transaction === undefined ? undefined : { to: String(to), transaction: String(transaction) };
    const rows = await this.credits.list(manager, placement, before, limit + 1);
    const page = paged(rows, limit, (credit) => [credit.to, credit.transaction]);
    return { items: await this.views.ofAll(manager, page.items), nextCursor: page.nextCursor };
  }

  @Get('credits/:id')
  @ApiOkResponse({ type: CreditDetailDto })
  async get(@Param('id') id: string): Promise<CreditDetailDto> {
    return this.views.detail(this.dataSource.manager, await this.find(id));
  }

  @Get('placements/:id/restatements')
  @ApiPage(RestatementDto)
  async restatements(@Param('id') id: string, @Query() { limit, cursor }: PageQuery): Promise<Page<RestatementDto>> {
    const { manager } = this.dataSource;
    const { code } = await this.placements.find(manager, id);
    const [last] = decodeCursor(cursor) ?? [];
    const rows = await this.log.list(manager, {
      placement: code,
      limit: limit + 1,
      ...(last !== undefined && { before: String(last) }),
    });
    const page = paged(rows, limit, (restatement) => [restatement.id]);
    return { items: page.items.map(restatementView), nextCursor: page.nextCursor };
  }

  private async find(id: string): Promise<Credit> {
    const found = isUuid(id) ? await this.credits.byTransaction(this.dataSource.manager, id) : undefined;
    if (!found) throw notFound('credit', id);
    return found;
  }
}
