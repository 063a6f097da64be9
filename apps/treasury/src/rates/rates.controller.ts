import { Allow, ApiPage, Cmd, type Command, type Page, PageQuery } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { RateCorrections } from './rate-corrections.service';
import { DeclineCorrectionDto, EnterRateDto, ExchangeRateDto, RateActDto, RateActsQuery } from './rates.dto';
import { RatesService } from './rates.service';

@ApiTags('exchange-rates')
@Controller('exchange-rates')
export class RatesController {
  constructor(
    private readonly rates: RatesService,
    private readonly corrections: RateCorrections,
  ) {}

  @Get()
  @ApiPage(ExchangeRateDto)
  list(@Query() query: PageQuery): Promise<Page<ExchangeRateDto>> {
    return this.rates.list(query);
  }

  @Get('acts')
  @ApiPage(RateActDto)
  acts(@Query() query: RateActsQuery): Promise<Page<RateActDto>> {
    return this.corrections.acts(query);
  }

  /** A rate that is known already stays in force until another person confirms the new one. */
  @Post()
  @Allow('finance-officer', 'finance-controller')
  @ApiCreatedResponse({ type: ExchangeRateDto })
  enter(@Cmd() command: Command, @Body() rate: EnterRateDto): Promise<ExchangeRateDto> {
    return this.rates.enter(command, rate);
  }

  @Post('corrections/:id/confirm')
  @HttpCode(204)
  @Allow('finance-controller')
  @ApiNoContentResponse()
  confirm(@Cmd() command: Command, @Param('id') id: string): Promise<void> {
    return this.corrections.confirm(id, command);
  }

  /** A controller turns it down; whoever asked for it takes it back. */
  @Post('corrections/:id/decline')
  @HttpCode(204)
  @Allow('finance-officer', 'finance-controller')
  @ApiNoContentResponse()
  decline(@Cmd() command: Command, @Param('id') id: string, @Body() { reason }: DeclineCorrectionDto): Promise<void> {
    return this.corrections.decline(id, reason, command);
  }
}
