import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MESSAGING, type MessagingSettings } from '../messaging-settings';
import { BatchConsumer } from './batch-consumer.service';
import type { Discarded } from './dead-letter-rows';
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
  discardedAt: string | null;
  discardedBy: string | null;
  explanation: string | null;
  /** Later messages of the key that wait behind it. */
  parked: number;
}

/** What was done with a dead letter: put back well, put back in vain, or set aside. */
export interface DeadLetterAct {
  act: 'PUT_BACK' | 'FAILED_AGAIN' | 'DISCARDED';
  by: string;
  at: string;
  reason: string | null;
}

export interface DeadLetterWithActs extends DeadLetter {
  acts: DeadLetterAct[];
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

/** It was put back or discarded before: there is nothing left to decide. */
export class DeadLetterResolved extends Error {
  override readonly name = 'DeadLetterResolved';
  readonly code = 'DEAD_LETTER_RESOLVED';
  readonly status = 409;
  readonly title = 'This dead letter is resolved';
}

const columns = `id, consumer, topic, partition, log_offset::float8 AS offset, key, event_id AS "eventId",
  event_type AS "eventType", code, reason, message, attempts, died_at AS "diedAt", replayed_at AS "replayedAt",
  replayed_by AS "replayedBy", discarded_at AS "discardedAt", discarded_by AS "discardedBy", explanation,
  CASE WHEN open THEN (
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

  /** The open ones, or all; the oldest first. */
  async list({ limit, cursor, all }: { limit: number; cursor?: string; all: boolean }): Promise<DeadLetterPage> {
    const items: DeadLetter[] = await this.dataSource.query(
      `SELECT ${columns} FROM dead_letter d
       WHERE ($1 OR open) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [all, cursor ?? null, limit + 1],
    );
    const page = items.slice(0, limit);
    return { items: page, nextCursor: items.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  /** @throws {DeadLetterNotFound} */
  async find(id: string): Promise<DeadLetterWithActs> {
    const [found]: DeadLetter[] = await this.dataSource.query(`SELECT ${columns} FROM dead_letter d WHERE id = $1`, [
      id,
    ]);
    if (!found) throw new DeadLetterNotFound(`There is no dead letter ${id}.`);
    const acts: DeadLetterAct[] = await this.dataSource.query(
      'SELECT act, actor AS by, at, reason FROM dead_letter_act WHERE dead_letter = $1 ORDER BY id',
      [id],
    );
    return { ...found, acts };
  }

  /**
   * Puts the message back, then those parked behind it, in their order. If it fails again it stays, with its new reason.
   * @throws {DeadLetterNotFound} @throws {DeadLetterResolved} when it was discarded
   */
  async replay(id: string, by: string): Promise<DeadLetterWithActs> {
    const letter = await this.find(id);
    if (letter.discardedAt) throw new DeadLetterResolved(`It was discarded: ${letter.explanation}`);
    if (!letter.replayedAt) await this.putBack(letter, by);
    return this.find(id);
  }

  /**
   * The message is never handled; those parked behind it are, in their order.
   * @throws {DeadLetterNotFound} @throws {DeadLetterResolved} when it was put back
   */
  async discard(id: string, discarded: Discarded): Promise<DeadLetterWithActs> {
    const letter = await this.find(id);
    if (letter.discardedAt) return letter;
    if (letter.replayedAt || !(await this.setAside(letter, discarded))) {
      throw new DeadLetterResolved('It is no longer the first message of its key.');
    }
    return this.find(id);
  }

  private async setAside(letter: DeadLetter, discarded: Discarded): Promise<boolean> {
    const { consumer } = letter;
    if (consumer === this.settings.service) return this.server.discard(letter, discarded);
    const done = await this.batches.discard(consumer, letter, discarded);
    if (done === undefined) throw notHere(consumer);
    return done;
  }

  private async putBack({ consumer, topic, key }: DeadLetter, by: string): Promise<void> {
    if (consumer === this.settings.service) return this.server.putBack(topic, key, by);
    if (!(await this.batches.putBack(consumer, topic, key, by))) throw notHere(consumer);
  }
}

function notHere(consumer: string): DeadLetterNotFound {
  return new DeadLetterNotFound(`The consumer group ${consumer} does not run here.`);
}
