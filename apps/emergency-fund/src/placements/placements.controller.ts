import {
  Allow,
  ApiPage,
  Cmd,
  type Command,
  decodeCursor,
  type Page,
  paged,
  PageQuery,
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { AskBreakDto, BreakDto } from './breaks.dto';
import { PlacementBreaks } from './breaks.service';
import { PlacementViews } from './placement-views.service';
import { OpenPlacementDto, PlacementDto, RateDto, SetRateDto } from './placements.dto';
import { PlacementsService } from './placements.service';

@ApiTags('placements')
@Controller('placements')
export class PlacementsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly placements: PlacementsService,
    private readonly breaks: PlacementBreaks,
    private readonly views: PlacementViews,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiPage(PlacementDto)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<PlacementDto>> {
    const [after] = decodeCursor(cursor) ?? [];
    const { manager } = this.dataSource;
    const rows = await this.placements.list(manager, after === undefined ? undefined : String(after), limit + 1);
    const page = paged(rows, limit, ({ code }) => [code]);
    return { items: await this.views.ofAll(manager, page.items), nextCursor: page.nextCursor };
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: PlacementDto })
  open(@Body() body: OpenPlacementDto, @Cmd() command: Command): Promise<PlacementDto> {
    return this.work.run(command, (tx) => this.placements.open(tx, body, command.actor));
  }

  @Get(':id')
  @ApiOkResponse({ type: PlacementDto })
  async get(@Param('id') id: string): Promise<PlacementDto> {
    const { manager } = this.dataSource;
    return this.views.of(manager, await this.placements.find(manager, id));
  }

  @Post(':id/rates')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: RateDto })
  setRate(@Param('id') id: string, @Body() body: SetRateDto, @Cmd() command: Command): Promise<RateDto> {
    return this.work.run(command, (tx) => this.placements.setRate(tx, id, body, command.actor));
  }

  @Post(['rates/:rate/confirm', ':id/rates/:rate/confirm'])
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: RateDto })
  confirmRate(@Param('rate') rate: string, @Cmd() command: Command): Promise<RateDto> {
    return this.work.run(command, (tx) => this.placements.confirmRate(tx, rate, command.actor));
  }

  @Post(':id/break')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: BreakDto })
  askBreak(@Param('id') id: string, @Body() body: AskBreakDto, @Cmd() command: Command): Promise<BreakDto> {
    return this.work.run(command, async (tx) =>
      this.breaks.ask(tx, await this.placements.find(tx, id), body, command.actor),
    );
  }

  @Post(':id/break/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: BreakDto })
  confirmBreak(@Param('id') id: string, @Cmd() command: Command): Promise<BreakDto> {
    return this.work.run(command, async (tx) =>
      this.breaks.confirm(tx, await this.placements.find(tx, id), command.actor),
    );
  }
}
