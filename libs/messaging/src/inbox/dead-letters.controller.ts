import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, SetMetadata } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeadLetterPageDto, DeadLettersQuery, DeadLetterWithActsDto, DiscardDto } from './dead-letters.dto';
import { DeadLetters } from './dead-letters.service';
import { actorOf, type Signed } from './signed';

/** Messages that could not be handled: seen, put back or discarded by an administrator. */
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
  @ApiOkResponse({ type: DeadLetterWithActsDto })
  find(@Param('id', ParseUUIDPipe) id: string): Promise<DeadLetterWithActsDto> {
    return this.deadLetters.find(id);
  }

  /** Answers with the dead letter: `replayedAt` is null if it failed again. */
  @Post(':id/replay')
  @HttpCode(200)
  @ApiOkResponse({ type: DeadLetterWithActsDto })
  replay(@Param('id', ParseUUIDPipe) id: string, @Req() signed: Signed): Promise<DeadLetterWithActsDto> {
    return this.deadLetters.replay(id, actorOf(signed));
  }

  /** Explained instead of put back: the message is never handled, its key goes on without it. */
  @Post(':id/discard')
  @HttpCode(200)
  @ApiOkResponse({ type: DeadLetterWithActsDto })
  discard(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { explanation }: DiscardDto,
    @Req() signed: Signed,
  ): Promise<DeadLetterWithActsDto> {
    return this.deadLetters.discard(id, { by: actorOf(signed), explanation });
  }
}
