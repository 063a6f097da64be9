import {
  Acr,
  type Actor,
  Allow,
  ApiFile,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  IfMatch,
  type Page,
  PageQuery,
} from '@abonde/platform';
import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withUploadedFile } from '../statements/upload.store';
import { EmittedFileDto, PaymentFileDto, PaymentFileRequestDto } from './payment-files.dto';
import { PaymentFilesService } from './payment-files.service';
import { PaymentOrderSheets } from './payment-order-sheets.service';
import { PaymentOrderViews } from './payment-order-views.service';
import {
  DocumentQuery,
  OrdersQuery,
  OrderTotalDto,
  PaymentOrderDto,
  ReasonDto,
  TimelineItemDto,
} from './payment-orders.dto';
import { PaymentOrdersService } from './payment-orders.service';
import { StatusReportDto } from './payment-status.dto';
import { onlyOne } from './payment-status-file.reader';
import { PaymentStatusService } from './payment-status.service';

/** Files and sheets hold bank details in full. */
const detailReaders = ['finance-officer', 'finance-controller', 'secretariat', 'auditor'] as const;

@ApiTags('payments')
@Controller()
export class PaymentsController {
  constructor(
    private readonly orders: PaymentOrdersService,
    private readonly views: PaymentOrderViews,
    private readonly sheets: PaymentOrderSheets,
    private readonly files: PaymentFilesService,
    private readonly statuses: PaymentStatusService,
  ) {}

  @Get('payment-orders')
  @ApiPage(PaymentOrderDto)
  list(@Query() query: OrdersQuery): Promise<Page<PaymentOrderDto>> {
    return this.views.list(query);
  }

  @Get('payment-orders/totals')
  @ApiPage(OrderTotalDto)
  totals(): Promise<Page<OrderTotalDto>> {
    return this.views.totals();
  }

  @Get('payment-orders/:id')
  @ApiOkResponse({ type: PaymentOrderDto })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<PaymentOrderDto> {
    return this.views.get(id);
  }

  @Get('payment-orders/:id/timeline')
  @ApiPage(TimelineItemDto)
  timeline(@Param('id', ParseUUIDPipe) id: string): Promise<Page<TimelineItemDto>> {
    return this.views.timeline(id);
  }

  @Get('payment-orders/:id/document')
  @Allow(...detailReaders)
  @ApiProduces('application/pdf')
  @Header('cache-control', 'no-store')
  async document(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { lang = 'fr' }: DocumentQuery,
  ): Promise<StreamableFile> {
    const { name, content } = await this.sheets.sheet(id, lang);
    return new StreamableFile(content, { type: 'application/pdf', disposition: `inline; filename="${name}"` });
  }

  @Post('payment-orders/:id/approve')
  @HttpCode(200)
  @Allow('finance-controller', 'secretariat')
  @Acr('decide')
  @ApiOkResponse({ type: PaymentOrderDto })
  approve(
    @Cmd() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number | undefined,
  ): Promise<PaymentOrderDto> {
    return this.orders.approve(command, id, version);
  }

  @Post('payment-orders/:id/reject')
  @HttpCode(200)
  @Allow('finance-controller', 'secretariat')
  @ApiOkResponse({ type: PaymentOrderDto })
  reject(
    @Cmd() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<PaymentOrderDto> {
    return this.orders.reject(command, id, reason);
  }

  @Post('payment-orders/:id/reopen')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: PaymentOrderDto, description: 'The new order, to be approved by two others' })
  reopen(@Cmd() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<PaymentOrderDto> {
    return this.orders.reopen(command, id);
  }

  @Get('payment-files')
  @Allow(...detailReaders)
  @ApiPage(PaymentFileDto)
  listFiles(@Query() query: PageQuery): Promise<Page<PaymentFileDto>> {
    return this.files.list(query);
  }

  @Post('payment-files')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: EmittedFileDto })
  emit(@Cmd() command: Command, @Body() request: PaymentFileRequestDto): Promise<EmittedFileDto> {
    return this.files.emit(command, request);
  }

  @Get('payment-files/:id/content')
  @Allow(...detailReaders)
  @ApiProduces('application/xml')
  @Header('cache-control', 'no-store')
  async content(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, content, sha256 } = await this.files.content(id, actor);
    // RFC 9530: whoever downloads can check that these are the bytes that were emitted.
    void reply.header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return new StreamableFile(content, { type: 'application/xml', disposition: `attachment; filename="${name}"` });
  }

  @Post('payment-status-reports')
  @Allow('finance-officer', 'integration')
  @ApiFile()
  @ApiCreatedResponse({ type: StatusReportDto })
  @ApiOkResponse({ type: StatusReportDto, description: 'The same report was imported before' })
  async importStatus(
    @Cmd() command: Command,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatusReportDto> {
    const { report, changed } = await withUploadedFile(request, ({ files }) =>
      this.statuses.import(command, onlyOne(files)),
    );
    void reply.status(changed ? 201 : 200);
    return report;
  }
}
