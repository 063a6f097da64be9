import { Body, Controller, Get, HttpCode, Post, Req, SetMetadata } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { actorOf, type Signed } from './signed';
import { ReplayRequestDto, ReplaysDto } from './replays.dto';
import { Replays } from './replays.service';

/** Consumer groups sent back in the log by an administrator. */
@ApiTags('replays')
@SetMetadata('allow', ['administrator'])
@Controller('replays')
export class ReplaysController {
  constructor(private readonly replays: Replays) {}

  @Get()
  @ApiOkResponse({ type: ReplaysDto })
  async list(): Promise<ReplaysDto> {
    return { items: await this.replays.list() };
  }

  /** What was handled already is not handled again. Accepted: the group goes back once its members have left. */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ReplaysDto })
  async request(@Body() request: ReplayRequestDto, @Req() signed: Signed): Promise<ReplaysDto> {
    return { items: await this.replays.request(request, actorOf(signed)) };
  }
}
