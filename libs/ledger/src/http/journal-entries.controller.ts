import { Allow, ApiPage, Cmd, type Command, type Page, readers } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CheckedBody } from './checked-body.pipe';
import {
  type BatchBody,
  batchBody,
  type DeclineBody,
  declineBody,
  DeclineEntryDto,
  EntriesQuery,
  EntryBatchDto,
  type EntryBody,
  entryBody,
  EntryDto,
  EntryOutcomesDto,
  NewEntryDto,
  PostedEntryDto,
  type ReversalBody,
  reversalBody,
  ReversalDto,
} from './journal-entries.dto';
import { JournalEntryReader } from './journal-entry-reader.service';
import { JournalEntries } from './journal-entries.service';

@ApiTags('journal')
@Controller('journal-entries')
@Allow('finance-officer', 'finance-controller', 'integration')
export class JournalEntriesController {
  constructor(
    private readonly entries: JournalEntries,
    private readonly reader: JournalEntryReader,
  ) {}

  @Post()
  @ApiBody({ type: NewEntryDto })
  @ApiCreatedResponse({ type: PostedEntryDto })
  enter(@Body(new CheckedBody(entryBody)) body: EntryBody, @Cmd() command: Command): Promise<PostedEntryDto> {
    return this.entries.enter(command, body);
  }

  @Post('batch')
  @HttpCode(200)
  @Allow('integration')
  @ApiBody({ type: EntryBatchDto })
  @ApiOkResponse({ type: EntryOutcomesDto })
  async enterMany(
    @Body(new CheckedBody(batchBody)) bodies: BatchBody,
    @Cmd() command: Command,
  ): Promise<EntryOutcomesDto> {
    return { outcomes: await this.entries.enterMany(command, bodies) };
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: PostedEntryDto })
  approve(@Param('id', ParseUUIDPipe) id: string, @Cmd() command: Command): Promise<PostedEntryDto> {
    return this.entries.approve(command, id);
  }

  /** A controller puts it aside; whoever prepared it takes it back. */
  @Post(':id/decline')
  @HttpCode(204)
  @Allow('finance-officer', 'finance-controller')
  @ApiBody({ type: DeclineEntryDto })
  @ApiNoContentResponse()
  decline(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new CheckedBody(declineBody)) body: DeclineBody,
    @Cmd() command: Command,
  ): Promise<void> {
    return this.entries.decline(command, id, body);
  }

  @Post(':id/reverse')
  @ApiBody({ type: ReversalDto })
  @ApiCreatedResponse({ type: PostedEntryDto })
  reverse(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new CheckedBody(reversalBody)) body: ReversalBody,
    @Cmd() command: Command,
  ): Promise<PostedEntryDto> {
    return this.entries.reverse(command, id, body);
  }

  @Get()
  @Allow(...readers, 'integration')
  @ApiPage(EntryDto)
  page(@Query() query: EntriesQuery): Promise<Page<EntryDto>> {
    return this.reader.page(query);
  }

  @Get(':id')
  @Allow(...readers, 'integration')
  @ApiOkResponse({ type: EntryDto })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<EntryDto> {
    return this.reader.one(id);
  }
}
