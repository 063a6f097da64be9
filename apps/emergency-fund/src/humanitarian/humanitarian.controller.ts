import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { HumanitarianFlowDto, HumanitarianQuery } from './humanitarian.dto';
import { HumanitarianExport } from './humanitarian.service';

@ApiTags('aid')
@Controller('exports')
export class HumanitarianController {
  constructor(private readonly flows: HumanitarianExport) {}

  /** Aids decided and paid, for OCHA's Financial Tracking Service and IATI. */
  @Get('humanitarian')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: [HumanitarianFlowDto] })
  async export(
    @Query() { format }: HumanitarianQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HumanitarianFlowDto[] | string> {
    const flows = await this.flows.all();
    if (format === 'json') return flows;
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="humanitarian-flows.csv"');
    // The byte-order mark is for spreadsheets, and a text that begins like a formula is kept a text.
    return stringify(flows, { header: true, bom: true, escape_formulas: true });
  }
}
