import { type CloudEvent, type EventType, topicOf } from '@abonde/contracts';
import { envelope, type EventLog, type NewEvent } from '@abonde/messaging';
import { eventually } from './eventually';

export interface PublishedEvent<Type extends EventType> extends NewEvent<Type> {
  /** Default: the next one of the key. */
  sequence?: number;
}

/** Publishes as the service that owns a topic would, without one. */
export class TestProducer {
  private readonly sequences = new Map<string, number>();

  constructor(private readonly log: EventLog) {}

  async publish<Type extends EventType>(
    type: Type,
    { sequence, ...event }: PublishedEvent<Type>,
  ): Promise<CloudEvent<Type>> {
    const topic = topicOf(type);
    const place = `${topic}/${event.key}`;
    const number = sequence ?? (this.sequences.get(place) ?? 0) + 1;
    this.sequences.set(place, number);
    const published = {
      ...envelope(topic.replace('abonde.', ''), { type, ...event }),
      sequence: number,
    } as CloudEvent<Type>;
    // As a relay does: a partition that has just been made may have no leader for a moment.
    await eventually(() => this.log.publish([{ topic, key: event.key, value: JSON.stringify(published) }]));
    return published;
  }
}
