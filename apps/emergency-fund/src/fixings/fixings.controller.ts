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
import { FixingDto, FixingImportDto, ImportFixingsDto } from './fixings.dto';
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
