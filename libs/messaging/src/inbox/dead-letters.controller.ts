import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, SetMetadata } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeadLetterDto, DeadLetterPageDto, DeadLettersQuery } from './dead-letters.dto';
import { DeadLetters } from './dead-letters.service';

/** What the guard puts on a request. */
interface Signed {
  actor?: { id: string };
}

/** Messages that could not be handled, seen and put back by an administrator. */
@ApiTags('dead letters')
@SetMetadata('allow', ['administrator'])
@Controller('dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetters) {}

  @Get()
  @ApiOkResponse({ type: DeadLetterPageDto })
  list(@Query() query: DeadLettersQuery): Promise<DeadLetterPageDto> {
    return this.deadLetters.list(query);
  }

  @Get(':id')
  @ApiOkResponse({ type: DeadLetterDto })
  find(@Param('id', ParseUUIDPipe) id: string): Promise<DeadLetterDto> {
    return this.deadLetters.find(id);
  }

  /** Answers with the dead letter: `replayedAt` is null if it failed again. */
  @Post(':id/replay')
  @HttpCode(200)
  @ApiOkResponse({ type: DeadLetterDto })
  replay(@Param('id', ParseUUIDPipe) id: string, @Req() request: Signed): Promise<DeadLetterDto> {
    return this.deadLetters.replay(id, request.actor?.id ?? 'unknown');
  }
}
