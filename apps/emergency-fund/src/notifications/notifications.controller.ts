import { type Actor, Allow, Cmd, type Command, CurrentActor, readers, UnitOfWork } from '@abonde/platform';
import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InboxService } from './inbox.service';
import { MailsService } from './mails.service';
import { InboxDto, MailsDto } from './notifications.dto';

@ApiTags('notifications')
@Controller()
export class NotificationsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly inbox: InboxService,
    private readonly mails: MailsService,
    private readonly dataSource: DataSource,
  ) {}

  @Get('inbox')
  @ApiOkResponse({ type: InboxDto })
  mine(@CurrentActor() actor: Actor): Promise<InboxDto> {
    return this.inbox.of(this.dataSource.manager, actor);
  }

  @Post('inbox/read')
  @HttpCode(200)
  @Allow(...readers)
  @ApiOkResponse({ type: InboxDto })
  readAll(@Cmd() command: Command): Promise<InboxDto> {
    return this.work.run(command, (tx) => this.inbox.readAll(tx, command.actor));
  }

  @Post('inbox/:id/read')
  @HttpCode(200)
  @Allow(...readers)
  @ApiOkResponse({ type: InboxDto })
  read(@Param('id', ParseUUIDPipe) id: string, @Cmd() command: Command): Promise<InboxDto> {
    return this.work.run(command, (tx) => this.inbox.read(tx, id, command.actor));
  }

  @Get('mails')
  @Allow('administrator')
  @ApiOkResponse({ type: MailsDto })
  outbox(): Promise<MailsDto> {
    return this.mails.outbox(this.dataSource.manager);
  }
}
