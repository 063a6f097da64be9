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
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import {
  CorrectFixingDto,
  FixingDto,
  FixingImportDto,
  ImportFixingsDto,
  IndexDto,
  RecordedFixingDto,
} from './fixings.dto';
import { Fixings } from './fixings.service';

@ApiTags('placements')
@Controller('fixings')
export class FixingsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly fixings: Fixings,
    private readonly dataSource: DataSource,
  ) {}

  /** Public figures with a source of their own: they need nobody's confirmation, unlike the rate that refers to them. */
  @Post()
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: FixingImportDto })
  import(@Body() { index, csv }: ImportFixingsDto, @Cmd() command: Command): Promise<FixingImportDto> {
    return this.work.run(command, (tx) => this.fixings.import(tx, index, csv, command.actor));
  }

  @Post(':index/corrections')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: FixingImportDto })
  correct(
    @Param('index') index: string,
    @Body() body: CorrectFixingDto,
    @Cmd() command: Command,
  ): Promise<FixingImportDto> {
    return this.work.run(command, (tx) => this.fixings.correct(tx, index, body, command.actor));
  }

  @Get()
  @ApiOkResponse({ type: [IndexDto] })
  indices(): Promise<IndexDto[]> {
    return this.fixings.indices(this.dataSource.manager);
  }

  @Get(':index/history')
  @ApiPage(RecordedFixingDto)
  async history(
    @Param('index') index: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<Page<RecordedFixingDto>> {
    const [before] = decodeCursor(cursor) ?? [];
    const after = before === undefined ? undefined : String(before);
    const rows = await this.fixings.recorded(this.dataSource.manager, index, after, limit + 1);
    return paged(rows, limit, ({ day, id }) => [`${day}/${id}`]);
  }

  @Get(':index')
  @ApiPage(FixingDto)
  async list(@Param('index') index: string, @Query() { limit, cursor }: PageQuery): Promise<Page<FixingDto>> {
    const [after] = decodeCursor(cursor) ?? [];
    const all = await this.fixings.of(this.dataSource.manager, index);
    return paged(
      all.filter(({ day }) => after === undefined || day > String(after)),
      limit,
      ({ day }) => [day],
    );
  }
}
