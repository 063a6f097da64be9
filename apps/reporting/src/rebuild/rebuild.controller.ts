import { type Actor, Allow, CurrentActor, notFound } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DigestDto, EpochDto, RebuildDto, RebuildRequest } from './rebuild.dto';
import { type Rebuild, Rebuilds } from './rebuild.service';

@ApiTags('rebuild')
@Controller()
export class RebuildController {
  constructor(private readonly rebuilds: Rebuilds) {}

  /** Builds the read models anew from the log, beside those that stand; one at a time. */
  @Post('rebuild')
  @HttpCode(202)
  @Allow('administrator')
  @ApiAcceptedResponse({ type: EpochDto })
  rebuild(@Body() { reason }: RebuildRequest, @CurrentActor() actor: Actor): Promise<EpochDto> {
    return this.rebuilds.start(actor.id, reason ?? 'asked');
  }

  /** How far the last rebuild is, and once it is done whether it gave what stood before. */
  @Get('rebuild')
  @Allow('administrator', 'auditor')
  @ApiOkResponse({ type: RebuildDto })
  async last(): Promise<Rebuild> {
    const last = await this.rebuilds.last();
    if (!last) throw notFound('rebuild', 'last');
    return last;
  }

  /** One digest of all content: equal before and after a rebuild. */
  @Get('digest')
  @Allow('administrator', 'auditor')
  @ApiOkResponse({ type: DigestDto })
  digest(): Promise<DigestDto> {
    return this.rebuilds.digest();
  }
}
