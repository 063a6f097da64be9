import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import { forecastRows } from './forecast.csv';
import { ForecastCsvQuery, ForecastDto, ForecastQuery } from './forecast.dto';
import { type CashForecast, Forecasts } from './forecast.service';

@ApiTags('forecast')
@Controller()
export class ForecastController {
  constructor(private readonly forecasts: Forecasts) {}

  /** Cash by currency over the coming months: what banks hold, instalments expected, tranches and other payments due. */
  @Get('cash-forecast')
  @ApiOkResponse({ type: ForecastDto })
  read(@Query() { months }: ForecastQuery): Promise<CashForecast> {
    return this.forecasts.read(months);
  }

  /** The list behind the forecast, as a spreadsheet of the language reads it. */
  @Get('cash-forecast.csv')
  @ApiProduces('text/csv')
  @Header('content-disposition', 'attachment; filename="cash-forecast.csv"')
  async csv(@Query() { months, lang, currency }: ForecastCsvQuery): Promise<StreamableFile> {
    const { items } = await this.forecasts.read(months);
    const listed = items.filter(({ amount }) => currency === undefined || amount.currency === currency);
    const content = stringify(forecastRows(listed, lang), {
      bom: true,
      delimiter: lang === 'fr' ? ';' : ',',
      record_delimiter: 'windows',
    });
    return new StreamableFile(Buffer.from(content), { type: 'text/csv; charset=utf-8' });
  }
}
