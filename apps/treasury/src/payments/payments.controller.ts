import { Acr, Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
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
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { PaymentFilesService } from './payment-files.service';
import {
  EmittedFileDto,
  OrdersQuery,
  PaymentFileDto,
  PaymentFileRequestDto,
  PaymentOrderDto,
  ReasonDto,
} from './payment-orders.dto';
import { PaymentOrdersService } from './payment-orders.service';

@ApiTags('payments')
@Controller()
export class PaymentsController {
  constructor(
    private readonly orders: PaymentOrdersService,
    private readonly files: PaymentFilesService,
  ) {}

  @Get('payment-orders')
  @ApiPage(PaymentOrderDto)
  list(@Query() query: OrdersQuery): Promise<Page<PaymentOrderDto>> {
    return this.orders.list(query);
  }

  @Get('payment-orders/:id')
  @ApiOkResponse({ type: PaymentOrderDto })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<PaymentOrderDto> {
    return this.orders.get(id);
  }

  @Post('payment-orders/:id/approve')
  @HttpCode(200)
  @Allow('finance-controller', 'secretariat')
  @Acr('decide')
  @ApiOkResponse({ type: PaymentOrderDto })
  approve(@Cmd() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<PaymentOrderDto> {
    return this.orders.approve(command, id);
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

  @Get('payment-files')
  @Allow('finance-officer', 'finance-controller', 'secretariat', 'auditor')
  @ApiPage(PaymentFileDto)
  async listFiles(): Promise<Page<PaymentFileDto>> {
    return { items: await this.files.list(), nextCursor: null };
  }

  @Post('payment-files')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: EmittedFileDto })
  emit(@Cmd() command: Command, @Body() request: PaymentFileRequestDto): Promise<EmittedFileDto> {
    return this.files.emit(command, request);
  }

  @Get('payment-files/:id/content')
  @Allow('finance-officer', 'finance-controller', 'secretariat', 'auditor')
  @ApiProduces('application/xml')
  @Header('cache-control', 'no-store')
  async content(@Param('id') id: string): Promise<StreamableFile> {
    const { name, content } = await this.files.content(id);
    return new StreamableFile(Buffer.from(content), {
      type: 'application/xml',
      disposition: `attachment; filename="${name}"`,
    });
  }
}
