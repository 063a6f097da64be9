import type { EventLog } from './event-log';
import { KafkaEventLog } from './kafka-event-log';
import { NamespacedEventLog } from './namespaced-event-log';
import { PostgresEventLog } from './postgres-event-log';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Opens the log that `EVENT_LOG` names: `kafka:<host:port>,<host:port>` or `postgres:<connection url>`. For a secured
 * Kafka, also `KAFKA_SSL=true`, `KAFKA_USERNAME`, `KAFKA_PASSWORD` (SCRAM-SHA-512); `kafka:<brokers>/<name>` keeps apart
 * what several platforms have on the same brokers.
 * @throws {Error} when the setting is missing or of another form
 */
export function openEventLog(environment: Environment = process.env): EventLog {
  const setting = environment.EVENT_LOG ?? '';
  const [, kind, place] = /^(kafka|postgres):(.+)$/.exec(setting) ?? [];
  if (!place) throw new Error('EVENT_LOG must be kafka:<brokers> or postgres:<url>.');
  if (kind === 'postgres') return new PostgresEventLog(place);
  const [brokers = '', namespace] = place.split('/');
  const kafka = new KafkaEventLog({
    brokers,
    ssl: environment.KAFKA_SSL === 'true',
    username: environment.KAFKA_USERNAME,
    password: environment.KAFKA_PASSWORD,
  });
  return namespace ? new NamespacedEventLog(kafka, namespace) : kafka;
}
