import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InKindDto, InKindQuery, PrepareInKindDto, ReverseInKindDto } from './in-kind.dto';
import { InKinds } from './in-kind.service';

@ApiTags('in-kind')
@Controller('in-kind')
export class InKindController {
  constructor(private readonly inKinds: InKinds) {}

  @Get()
  @ApiPage(InKindDto)
  list(@Query() query: InKindQuery): Promise<Page<InKindDto>> {
    return this.inKinds.list(query);
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: InKindDto })
  prepare(@Body() body: PrepareInKindDto, @Cmd() command: Command): Promise<InKindDto> {
    return this.inKinds.prepare(body, command);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: InKindDto })
  confirm(@Param('id') id: string, @Cmd() command: Command): Promise<InKindDto> {
    return this.inKinds.confirm(id, command);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: InKindDto })
  discard(@Param('id') id: string, @Body() { reason }: ReverseInKindDto, @Cmd() command: Command): Promise<InKindDto> {
    return this.inKinds.discard(id, reason, command);
  }

  @Post(':id/reverse')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: InKindDto })
  reverse(@Param('id') id: string, @Body() { reason }: ReverseInKindDto, @Cmd() command: Command): Promise<InKindDto> {
    return this.inKinds.reverse(id, reason, command);
  }
}
