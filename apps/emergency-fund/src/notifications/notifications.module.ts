import { ENVIRONMENT, type Environment, readSettings } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { DelegationsModule } from '../delegations/delegations.module';
import { PeopleModule } from '../people/people.module';
import { DonorReports } from './donor-reports.service';
import { InboxService } from './inbox.service';
import { MAIL, mailSettings } from './mail-settings';
import { MailsService } from './mails.service';
import { NoticesService } from './notices.service';
import { NotificationsController } from './notifications.controller';
import { ReportReminders } from './reminders.consumer';

@Module({
  imports: [DelegationsModule, PeopleModule],
  controllers: [NotificationsController, ReportReminders],
  providers: [
    DonorReports,
    InboxService,
    MailsService,
    NoticesService,
    {
      provide: MAIL,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) => readSettings(mailSettings, environment),
    },
  ],
  exports: [NoticesService],
})
export class NotificationsModule {}
