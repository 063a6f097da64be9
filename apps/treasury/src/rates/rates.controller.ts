import { Allow, ApiPage, Cmd, type Command, type Page, PageQuery } from '@abonde/platform';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { ExchangeRateDto } from './rates.dto';
import { RatesService } from './rates.service';

@ApiTags('exchange-rates')
@Controller('exchange-rates')
export class RatesController {
  constructor(private readonly rates: RatesService) {}

  @Get()
  @ApiPage(ExchangeRateDto)
  list(@Query() query: PageQuery): Promise<Page<ExchangeRateDto>> {
    return this.rates.list(query);
  }

  @Post()
  @Allow('finance-officer', 'finance-controller')
  @ApiCreatedResponse({ type: ExchangeRateDto })
  enter(@Cmd() command: Command, @Body() rate: ExchangeRateDto): Promise<ExchangeRateDto> {
    return this.rates.enter(command, rate);
  }
}
