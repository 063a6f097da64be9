import { Allow, Cmd, type Command } from '@abonde/platform';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PrepareRefundDto, RefundDto } from './refunds.dto';
import { Refunds } from './refunds.service';

@ApiTags('refunds')
@Controller('refunds')
export class RefundsController {
  constructor(private readonly refunds: Refunds) {}

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
}
