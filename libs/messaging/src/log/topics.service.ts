import { Inject, Injectable } from '@nestjs/common';
import { EVENT_LOG, type EventLog } from './event-log';
import { declaredTopics } from './topic-declaration';

/** Makes sure that the declared topics exist before anything is published or read. */
@Injectable()
export class Topics {
  private ready?: Promise<void>;

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** Once it has succeeded it costs nothing. @throws when the log is away */
  ensure(): Promise<void> {
    this.ready ??= this.log.createTopics(declaredTopics()).catch((error: unknown) => {
      delete this.ready;
      throw error;
    });
    return this.ready;
  }
}
