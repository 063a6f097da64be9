import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeclineDto } from '../two-persons.dto';
import { OpeningDto, OpeningsQuery, PrepareOpeningDto } from './openings.dto';
import { Openings } from './openings.service';

@ApiTags('openings')
@Controller('openings')
export class OpeningsController {
  constructor(private readonly openings: Openings) {}

  @Get()
  @ApiPage(OpeningDto)
  list(@Query() query: OpeningsQuery): Promise<Page<OpeningDto>> {
    return this.openings.list(query);
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: OpeningDto })
  prepare(@Body() body: PrepareOpeningDto, @Cmd() command: Command): Promise<OpeningDto> {
    return this.openings.prepare(body, command);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: OpeningDto })
  confirm(@Param('id') id: string, @Cmd() command: Command): Promise<OpeningDto> {
    return this.openings.confirm(id, command);
  }

  /** Puts aside what was prepared: by a controller, or by whoever prepared it. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: OpeningDto })
  decline(@Param('id') id: string, @Body() { reason }: DeclineDto, @Cmd() command: Command): Promise<OpeningDto> {
    return this.openings.decline(id, reason, command);
  }
}
