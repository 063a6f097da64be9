import { ApiProperty } from '@nestjs/swagger';
import { noticeKinds, type NoticeKind } from './notice';

export class InboxItemDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ enum: noticeKinds })
  kind: NoticeKind;

  @ApiProperty({ description: 'Whether something is asked, as against news' })
  asks: boolean;

  @ApiProperty()
  read: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'Null where the fund itself is meant' })
  case: string | null;

  @ApiProperty({ type: String, nullable: true })
  city: string | null;

  @ApiProperty({ type: String, nullable: true })
  country: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Whose report is to be written' })
  agreement: string | null;

  @ApiProperty({ description: 'Page of the app that it leads to' })
  link: string;

  @ApiProperty()
  on: string;

  @ApiProperty()
  at: string;
}

export class InboxDto {
  @ApiProperty({ description: 'Things that wait for this person' })
  waiting: number;

  @ApiProperty()
  unread: number;

  @ApiProperty({ type: [InboxItemDto] })
  items: InboxItemDto[];
}

export class MailDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ enum: noticeKinds })
  kind: NoticeKind;

  @ApiProperty()
  address: string;

  @ApiProperty()
  subject: string;

  @ApiProperty()
  text: string;

  @ApiProperty()
  queuedAt: string;

  @ApiProperty()
  attempts: number;

  @ApiProperty({ type: String, nullable: true })
  lastError: string | null;

  @ApiProperty({ type: String, nullable: true })
  sentAt: string | null;
}

export class MailsDto {
  @ApiProperty({
    description: 'Whether a mail server is configured; without one, mails wait here and leave for nowhere',
  })
  sending: boolean;

  @ApiProperty()
  waiting: number;

  @ApiProperty()
  sent: number;

  @ApiProperty({ type: [MailDto], description: 'The last hundred' })
  items: MailDto[];
}
