import { type Actor, Allow, CurrentActor, readers } from '@abonde/platform';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ReceiptsReader } from './receipts-reader.service';
import { ReceiptsDto } from './receipts.dto';

@ApiTags('receipts')
@Controller('agreements/:agreement/receipts')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsReader) {}

  @Get()
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: ReceiptsDto })
  async list(@Param('agreement') agreement: string, @CurrentActor() actor: Actor): Promise<ReceiptsDto> {
    return { items: await this.receipts.of(agreement, actor) };
  }
}
