import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Messaging1750000000100 } from './database/1750000000100-messaging';
import { Replays1750000000110 } from './database/1750000000110-replays';
import { BatchConsumer } from './inbox/batch-consumer.service';
import { DeadLettersController } from './inbox/dead-letters.controller';
import { DeadLetters } from './inbox/dead-letters.service';
import { EventLogServer } from './inbox/event-log-server.service';
import { ReplaysController } from './inbox/replays.controller';
import { Replays } from './inbox/replays.service';
import { EVENT_LOG, type EventLog } from './log/event-log';
import { openEventLog } from './log/open-event-log';
import { Topics } from './log/topics.service';
import { MESSAGING, type MessagingSettings } from './messaging-settings';
import { MessagingStats } from './messaging-stats.service';
import { Outbox } from './outbox/outbox.service';
import { Relay } from './outbox/relay.service';

/** Run by the owner of the schema, before the service starts. */
export const messagingMigrations = [Messaging1750000000100, Replays1750000000110];

const shared = [Outbox, BatchConsumer, EventLogServer, MessagingStats, Relay];

/** Events of a service: what it publishes (outbox, relay) and what it handles (inbox, dead letters). */
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** Needs the application's TypeORM `DataSource`; the event log is the one `EVENT_LOG` names (see `openEventLog`). */
  static forRoot(settings: MessagingSettings): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      controllers: [DeadLettersController, ReplaysController],
      providers: [
        ...shared,
        Topics,
        DeadLetters,
        Replays,
        { provide: MESSAGING, useValue: settings },
        { provide: EVENT_LOG, useFactory: () => openEventLog() },
      ],
      exports: [...shared, EVENT_LOG],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
  }
}
