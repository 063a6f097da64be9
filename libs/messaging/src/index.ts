export { messagingMigrations, MessagingModule } from './messaging.module';
export type { MessagingSettings } from './messaging-settings';
export { type MessagingFigures, MessagingStats, type QueueStats } from './messaging-stats.service';
export { envelope, type NewEvent, Outbox, type TypedEvent } from './outbox/outbox.service';
export { Relay } from './outbox/relay.service';
export { SEALER, type Sealer } from './outbox/sealer';
export { BatchConsumer, type BatchSubscription, type RunningBatches } from './inbox/batch-consumer.service';
export { InvalidMessage, Waiting } from './inbox/errors';
export { EventLogServer } from './inbox/event-log-server.service';
export type { ReceivedEvent } from './inbox/message';
export type { MessageContext } from './inbox/message-context';
export {
  EVENT_LOG,
  type EventLog,
  type LogMessage,
  type MessageBatch,
  type OutgoingMessage,
  type PartitionProgress,
  type Position,
  type SubscribeOptions,
  type Subscription,
} from './log/event-log';
export { KafkaEventLog, type KafkaSettings } from './log/kafka-event-log';
export { openEventLog } from './log/open-event-log';
export { PostgresEventLog } from './log/postgres-event-log';
export { type DeclaredTopic, deadLetterTopic, declaredTopics } from './log/topic-declaration';
