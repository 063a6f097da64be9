import { Allow, ApiPage, Cmd, type Command, type Page, PageQuery } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeclineDto } from '../two-persons.dto';
import { ApplicationDto, ApplicationsQuery, ApplyDto, UnappliedDto } from './unapplied.dto';
import { UnappliedMoney } from './unapplied.service';

@ApiTags('unapplied')
@Controller('unapplied')
export class UnappliedController {
  constructor(private readonly money: UnappliedMoney) {}

  /** What still waits for an owner. */
  @Get()
  @ApiPage(UnappliedDto)
  list(@Query() { limit, cursor }: PageQuery): Promise<Page<UnappliedDto>> {
    return this.money.list(limit, cursor);
  }

  @Get('applications')
  @ApiPage(ApplicationDto)
  applications(@Query() query: ApplicationsQuery): Promise<Page<ApplicationDto>> {
    return this.money.applications(query);
  }

  /** Prepares the application of what waits to an instalment; another person confirms it. */
  @Post(':id/apply')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ApplicationDto })
  apply(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApplyDto,
    @Cmd() command: Command,
  ): Promise<ApplicationDto> {
    return this.money.prepare(id, body, command);
  }

  @Post('applications/:id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: ApplicationDto })
  confirm(@Param('id', ParseUUIDPipe) id: string, @Cmd() command: Command): Promise<ApplicationDto> {
    return this.money.confirm(id, command);
  }

  /** Puts aside what was prepared: by a controller, or by whoever prepared it. */
  @Post('applications/:id/decline')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: ApplicationDto })
  decline(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DeclineDto,
    @Cmd() command: Command,
  ): Promise<ApplicationDto> {
    return this.money.decline(id, reason, command);
  }
}
