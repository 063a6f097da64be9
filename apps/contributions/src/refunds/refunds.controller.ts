import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeclineDto } from '../two-persons.dto';
import { OwedBalances } from './owed-balances.service';
import { OwedListDto, PrepareRefundDto, RefundDto, RefundsQuery } from './refunds.dto';
import { Refunds } from './refunds.service';

@ApiTags('refunds')
@Controller('refunds')
export class RefundsController {
  constructor(
    private readonly refunds: Refunds,
    private readonly balances: OwedBalances,
  ) {}

  @Get()
  @ApiPage(RefundDto)
  list(@Query() query: RefundsQuery): Promise<Page<RefundDto>> {
    return this.refunds.list(query);
  }

  /** What should go back to donors: what stands aside for them, and what is left of agreements that are over. */
  @Get('owed')
  @ApiOkResponse({ type: OwedListDto })
  async owed(): Promise<OwedListDto> {
    return { items: await this.balances.list() };
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: RefundDto })
  prepare(@Body() body: PrepareRefundDto, @Cmd() command: Command): Promise<RefundDto> {
    return this.refunds.prepare(body, command);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: RefundDto })
  confirm(@Param('id') id: string, @Cmd() command: Command): Promise<RefundDto> {
    return this.refunds.confirm(id, command);
  }

  /** Puts aside what was prepared: by a controller, or by whoever prepared it. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: RefundDto })
  decline(@Param('id') id: string, @Body() { reason }: DeclineDto, @Cmd() command: Command): Promise<RefundDto> {
    return this.refunds.decline(id, reason, command);
  }
}
