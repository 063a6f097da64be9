import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DraftReminderDto, ReminderDto, RemindersQuery, SendReminderDto } from './reminders.dto';
import { Reminders } from './reminders.service';

@ApiTags('reminders')
@Controller('reminders')
export class RemindersController {
  constructor(private readonly reminders: Reminders) {}

  @Get()
  @ApiPage(ReminderDto)
  list(@Query() query: RemindersQuery): Promise<Page<ReminderDto>> {
    return this.reminders.list(query);
  }

  @Post()
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ReminderDto })
  draft(@Body() body: DraftReminderDto, @Cmd() command: Command): Promise<ReminderDto> {
    return this.reminders.draft(body, command);
  }

  @Post(':id/send')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: ReminderDto })
  send(@Param('id') id: string, @Body() body: SendReminderDto, @Cmd() command: Command): Promise<ReminderDto> {
    return this.reminders.send(id, body, command);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: ReminderDto })
  discard(@Param('id') id: string, @Cmd() command: Command): Promise<ReminderDto> {
    return this.reminders.discard(id, command);
  }

  @Get(':id/letter')
  async letter(@Param('id') id: string): Promise<StreamableFile> {
    const { name, bytes } = await this.reminders.letter(id);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      length: bytes.length,
      disposition: `attachment; filename="${name}"`,
    });
  }
}
