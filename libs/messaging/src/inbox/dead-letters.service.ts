import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MESSAGING, type MessagingSettings } from '../messaging-settings';
import { BatchConsumer } from './batch-consumer.service';
import { EventLogServer } from './event-log-server.service';

export interface DeadLetter {
  id: string;
  consumer: string;
  topic: string;
  partition: number;
  offset: number;
  key: string;
  eventId: string | null;
  eventType: string | null;
  code: string;
  reason: string;
  message: string;
  attempts: number;
  diedAt: string;
  replayedAt: string | null;
  replayedBy: string | null;
  /** Later messages of the key that wait behind it. */
  parked: number;
}

export interface DeadLetterPage {
  items: DeadLetter[];
  nextCursor: string | null;
}

/** No such dead letter, or one of a consumer group that no longer runs. */
export class DeadLetterNotFound extends Error {
  override readonly name = 'DeadLetterNotFound';
  readonly code = 'NOT_FOUND';
  readonly status = 404;
  readonly title = 'Not found';
}

const columns = `id, consumer, topic, partition, log_offset::float8 AS offset, key, event_id AS "eventId",
  event_type AS "eventType", code, reason, message, attempts, died_at AS "diedAt", replayed_at AS "replayedAt",
  replayed_by AS "replayedBy", CASE WHEN replayed_at IS NULL THEN (
    SELECT count(*)::int - 1 FROM held_message h WHERE h.consumer = d.consumer AND h.topic = d.topic AND h.key = d.key
  ) ELSE 0 END AS parked`;

@Injectable()
export class DeadLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly server: EventLogServer,
    private readonly batches: BatchConsumer,
    @Inject(MESSAGING) private readonly settings: MessagingSettings,
  ) {}

  /** Those not yet put back, or all; the oldest first. */
  async list({ limit, cursor, all }: { limit: number; cursor?: string; all: boolean }): Promise<DeadLetterPage> {
    const items: DeadLetter[] = await this.dataSource.query(
      `SELECT ${columns} FROM dead_letter d
       WHERE ($1 OR replayed_at IS NULL) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [all, cursor ?? null, limit + 1],
    );
    const page = items.slice(0, limit);
    return { items: page, nextCursor: items.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  /** @throws {DeadLetterNotFound} */
  async find(id: string): Promise<DeadLetter> {
    const [found]: DeadLetter[] = await this.dataSource.query(`SELECT ${columns} FROM dead_letter d WHERE id = $1`, [
      id,
    ]);
    if (!found) throw new DeadLetterNotFound(`There is no dead letter ${id}.`);
    return found;
  }

  /**
   * Puts the message back, then those parked behind it, in their order. If it fails again it stays, with its new reason.
   * @throws {DeadLetterNotFound}
   */
  async replay(id: string, by: string): Promise<DeadLetter> {
    const letter = await this.find(id);
    if (!letter.replayedAt) await this.putBack(letter, by);
    return this.find(id);
  }

  private async putBack({ consumer, topic, key }: DeadLetter, by: string): Promise<void> {
    if (consumer === this.settings.service) return this.server.putBack(topic, key, by);
    if (await this.batches.putBack(consumer, topic, key, by)) return;
    throw new DeadLetterNotFound(`The consumer group ${consumer} does not run here.`);
  }
}
