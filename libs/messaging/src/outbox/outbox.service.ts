import { checkData, type CloudEvent, type EventData, type EventType, topicOf } from '@abonde/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { MESSAGING, type MessagingSettings } from '../messaging-settings';
import { insertOutboxRows } from './outbox-rows';

export interface NewEvent<Type extends EventType> {
  /** The aggregate: key of the message. */
  key: string;
  data: EventData<Type>;
  /** Id shared by the two books between which money moves. */
  transfer?: string;
  /** Calendar days. */
  accountingDate?: string;
  valueDate?: string;
  /** The event this one answers or follows from: gives correlation and causation. */
  cause?: CloudEvent;
  /** Where no event is the cause; default: the event's own id. */
  correlationId?: string;
}

export interface TypedEvent<Type extends EventType = EventType> extends NewEvent<Type> {
  type: Type;
}

/** What a service tells the others. An event added in a transaction is published if, and only if, it commits. */
@Injectable()
export class Outbox {
  constructor(@Inject(MESSAGING) private readonly settings: MessagingSettings) {}

  /** @throws {InvalidEvent} when the data is not what its type declares */
  async add<Type extends EventType>(tx: EntityManager, type: Type, event: NewEvent<Type>): Promise<CloudEvent<Type>> {
    const [added] = await this.addAll(tx, [{ type, ...event }]);
    return added as CloudEvent<Type>;
  }

  /** Many at once, in their order: one statement. @throws {InvalidEvent} */
  async addAll(tx: EntityManager, events: readonly TypedEvent[]): Promise<CloudEvent[]> {
    const envelopes = events.map((event) => envelope(this.settings.service, event));
    const sequences = await insertOutboxRows(
      tx,
      envelopes.map((content) => ({ id: content.id, topic: topicOf(content.type), key: content.subject, content })),
    );
    return envelopes.map((content, place) => ({ ...content, sequence: sequences[place] as number }));
  }
}

/** @throws {InvalidEvent} */
export function envelope<Type extends EventType>(
  service: string,
  { type, key, data, transfer, accountingDate, valueDate, cause, correlationId }: TypedEvent<Type>,
): Omit<CloudEvent<Type>, 'sequence'> {
  const id = uuid();
  return {
    specversion: '1.0',
    id,
    type,
    source: `/abonde/${service}`,
    subject: key,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    correlationid: cause?.correlationid ?? correlationId ?? id,
    ...(cause && { causationid: cause.id }),
    ...(accountingDate && { accountingdate: accountingDate }),
    ...(valueDate && { valuedate: valueDate }),
    ...(transfer && { transfer }),
    data: checkData(type, data),
  };
}
