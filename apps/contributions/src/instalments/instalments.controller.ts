import { type Actor, Allow, Cmd, type Command, CurrentActor, readers } from '@abonde/platform';
import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InstalmentDto } from '../agreements/agreements.dto';
import { Calls } from './calls.service';
import { AgeingDto, CallDto, ReceivablesQuery } from './instalments.dto';
import { Receivables } from './receivables.service';

@ApiTags('instalments')
@Controller()
export class InstalmentsController {
  constructor(
    private readonly calls: Calls,
    private readonly receivables: Receivables,
  ) {}

  @Post('agreements/:agreement/instalments/:number/call')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: InstalmentDto })
  call(
    @Param('agreement') agreement: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: CallDto,
    @Cmd() command: Command,
  ): Promise<InstalmentDto> {
    return this.calls.call(agreement, number, body, command);
  }

  @Get('receivables')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: AgeingDto })
  ageing(@Query() { asOf }: ReceivablesQuery, @CurrentActor() actor: Actor): Promise<AgeingDto> {
    return this.receivables.ageing(asOf, actor);
  }
}
