import { Allow, ApiPage, Cmd, type Command, type Page, PageQuery } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApplyDto, UnappliedDto } from './unapplied.dto';
import { UnappliedMoney } from './unapplied.service';

@ApiTags('unapplied')
@Controller('unapplied')
export class UnappliedController {
  constructor(private readonly money: UnappliedMoney) {}

  @Get()
  @ApiPage(UnappliedDto)
  list(@Query() { limit, cursor }: PageQuery): Promise<Page<UnappliedDto>> {
    return this.money.list(limit, cursor);
  }

  @Post(':id/apply')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: UnappliedDto })
  apply(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApplyDto,
    @Cmd() command: Command,
  ): Promise<UnappliedDto> {
    return this.money.apply(id, body, command);
  }
}
