import type {
  EventLog,
  MessageBatch,
  OutgoingMessage,
  PartitionProgress,
  Position,
  SubscribeOptions,
  Subscription,
} from './event-log';
import type { DeclaredTopic } from './topic-declaration';

/** A part of a log that others use too: topics and groups carry a prefix there, which nobody sees here. */
export class NamespacedEventLog implements EventLog {
  readonly kind: EventLog['kind'];
  private readonly prefix: string;

  constructor(
    private readonly log: EventLog,
    namespace: string,
  ) {
    this.kind = log.kind;
    this.prefix = `${namespace}.`;
  }

  createTopics(declared: readonly DeclaredTopic[]): Promise<void> {
    return this.log.createTopics(declared.map((topic) => ({ ...topic, name: this.prefix + topic.name })));
  }

  publish(messages: readonly OutgoingMessage[]): Promise<void> {
    return this.log.publish(messages.map((message) => this.outside(message)));
  }

  subscribe({ group, topics, onBatch, ...options }: SubscribeOptions): Subscription {
    const take = ({ messages, ...batch }: MessageBatch): Promise<void> =>
      onBatch({ ...this.inside(batch), messages: messages.map((message) => this.inside(message)) });
    return this.log.subscribe({
      ...options,
      group: this.prefix + group,
      topics: this.names(topics),
      onBatch: take,
    });
  }

  async progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]> {
    const progress = await this.log.progress(this.prefix + group, this.names(topics));
    return progress.map((place) => this.inside(place));
  }

  async positionsAt(topics: readonly string[], moment: Date): Promise<Position[]> {
    const positions = await this.log.positionsAt(this.names(topics), moment);
    return positions.map((position) => this.inside(position));
  }

  reposition(group: string, positions: readonly Position[]): Promise<void> {
    return this.log.reposition(
      this.prefix + group,
      positions.map((position) => this.outside(position)),
    );
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private names(topics: readonly string[]): string[] {
    return topics.map((topic) => this.prefix + topic);
  }

  private outside<Named extends { topic: string }>(named: Named): Named {
    return { ...named, topic: this.prefix + named.topic };
  }

  private inside<Named extends { topic: string }>(named: Named): Named {
    return { ...named, topic: named.topic.slice(this.prefix.length) };
  }
}
