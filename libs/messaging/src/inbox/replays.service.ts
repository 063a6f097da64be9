import { Inject, Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { EVENT_LOG, type EventLog, type Position } from '../log/event-log';
import { BatchConsumer } from './batch-consumer.service';
import { EventLogServer } from './event-log-server.service';
import type { GroupReader } from './group-reader';

/** A group that was, or is about to be, sent back in the log. */
export interface Replay {
  id: string;
  group: string;
  positions: Position[];
  reason: string;
  requestedBy: string;
  requestedAt: string;
  /** When the group began to read again; null while its members are leaving. */
  movedAt: string | null;
}

export interface ReplayRequest {
  /** Default: every group of the service. */
  group?: string;
  /** A moment; everything written then or later is read again. */
  from?: string;
  positions?: Position[];
  reason: string;
}

/** Asks for a place that the log does not have. */
export class InvalidReplay extends Error {
  override readonly name = 'InvalidReplay';
  readonly code = 'INVALID_REPLAY';
  readonly status = 422;
  readonly title = 'This cannot be replayed';
}

export class ReplayUnderWay extends Error {
  override readonly name = 'ReplayUnderWay';
  readonly code = 'REPLAY_UNDER_WAY';
  readonly status = 409;
  readonly title = 'A replay is under way';
}

const columns = `id, consumer AS group, positions, reason, requested_by AS "requestedBy", requested_at AS "requestedAt",
  moved_at AS "movedAt"`;

/** Sends consumer groups back in the log. Their inbox makes it harmless: only what was never handled has an effect. */
@Injectable()
export class Replays {
  constructor(
    private readonly dataSource: DataSource,
    private readonly server: EventLogServer,
    private readonly batches: BatchConsumer,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** The latest first. */
  list(): Promise<Replay[]> {
    return this.dataSource.query(`SELECT ${columns} FROM replay ORDER BY requested_at DESC, consumer LIMIT 100`);
  }

  /**
   * Records what is asked; the groups move once all their members, in whatever replica, have left.
   * @returns one replay for each group concerned
   * @throws {InvalidReplay} @throws {ReplayUnderWay}
   */
  async request(request: ReplayRequest, by: string): Promise<Replay[]> {
    const rows = await Promise.all(
      this.readers(request.group).map(async (reader) => {
        const positions = await this.positions(reader, request);
        return { id: uuid(), group: reader.group, positions };
      }),
    );
    const concerned = rows.filter(({ positions }) => positions.length > 0);
    if (concerned.length === 0) throw new InvalidReplay('No consumer group of this service reads these partitions.');
    await this.dataSource.transaction(async (tx) => {
      for (const { id, group, positions } of concerned) {
        await tx
          .query('INSERT INTO replay (id, consumer, positions, reason, requested_by) VALUES ($1, $2, $3, $4, $5)', [
            id,
            group,
            JSON.stringify(positions),
            request.reason,
            by,
          ])
          .catch((error: unknown) => {
            throw isDuplicate(error) ? new ReplayUnderWay(`${group} is being sent back already.`) : error;
          });
      }
    });
    const ids = concerned.map(({ id }) => id);
    return this.dataSource.query(`SELECT ${columns} FROM replay WHERE id = ANY ($1) ORDER BY consumer`, [ids]);
  }

  private readers(group: string | undefined): GroupReader[] {
    const all = [...this.server.readers(), ...this.batches.readers()];
    const asked = group === undefined ? all : all.filter((reader) => reader.group === group);
    if (asked.length > 0) return asked;
    throw new InvalidReplay(`Consumer groups of this service: ${all.map((reader) => reader.group).join(', ')}.`);
  }

  private async positions(reader: GroupReader, { from, positions }: ReplayRequest): Promise<Position[]> {
    if ((from === undefined) === (positions === undefined)) {
      throw new InvalidReplay('Say either from, a moment, or positions.');
    }
    if (from !== undefined) return this.log.positionsAt(reader.topics, momentOf(from));
    const read = (positions ?? []).filter(({ topic }) => reader.topics.includes(topic));
    await this.check(reader, read);
    return read;
  }

  private async check({ group, topics }: GroupReader, positions: readonly Position[]): Promise<void> {
    const places = await this.log.progress(group, topics);
    for (const { topic, partition, offset } of positions) {
      const place = places.find((one) => one.topic === topic && one.partition === partition);
      if (!place) throw new InvalidReplay(`${topic} has no partition ${partition}.`);
      if (offset > place.end) throw new InvalidReplay(`${topic}/${partition} ends at ${place.end}, before ${offset}.`);
    }
  }
}

function momentOf(from: string): Date {
  const moment = new Date(from);
  if (moment.getTime() > Date.now()) throw new InvalidReplay(`${from} lies in the future.`);
  return moment;
}

function isDuplicate(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';
}
