import type { CloudEvent } from '@abonde/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { linkTo } from '../ledger/ledger-filter';
import { type Named, Registers } from '../registers/registers.service';
import type { EventPage, EventQuery, RecentEvent } from './events.dto';
import { instrumentOf, sentenceOf } from './sentence';
import { StreamHub } from './stream-hub.service';
import { readStreamId, streamId, topicsOf } from './stream-id';

const NAMED = ['donor', 'agreement', 'project', 'city', 'case', 'account', 'placement'];

/** The end of the stream for people: newest first, with names. */
@Injectable()
export class RecentEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hub: StreamHub,
    private readonly registers: Registers,
  ) {}

  /** An id of an earlier epoch stands for the present end. */
  async page({ limit, before, topics }: EventQuery): Promise<EventPage> {
    const { epoch } = this.hub.head();
    const asked = readStreamId(before);
    const wanted = topicsOf(topics);
    const rows: { position: string; topic: string; payload: CloudEvent }[] = await this.dataSource.query(
      `SELECT position, topic, payload FROM stream_event
        WHERE ($1::bigint IS NULL OR position < $1) AND ($2::text[] IS NULL OR topic = ANY($2))
        ORDER BY position DESC LIMIT ${limit + 1}`,
      [asked?.epoch === epoch ? asked.position : null, wanted ? [...wanted] : null],
    );
    const names = await this.registers.names();
    const items = rows.slice(0, limit).map(({ position, topic, payload }) => ({
      id: streamId({ epoch, position: Number(position) }),
      topic,
      ...recent(payload, names),
    }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

function recent(event: CloudEvent, names: Map<string, Named>): Omit<RecentEvent, 'id' | 'topic'> {
  const sentence = sentenceOf(event);
  const known = NAMED.flatMap((kind) => {
    const code = sentence.params[kind];
    const named = typeof code === 'string' ? names.get(`${kind}:${code}`) : undefined;
    return named ? [[named.code, named.name]] : [];
  });
  const sealed =
    event.type === 'abonde.ledger.transaction-sealed.v1' ? (event.data as { transaction: { id: string } }) : undefined;
  return {
    time: event.time,
    type: event.type,
    subject: event.subject,
    instrument: instrumentOf(event),
    transfer: event.transfer ?? null,
    sentence,
    names: Object.fromEntries(known) as Record<string, string>,
    entries: sealed ? linkTo({ transaction: sealed.transaction.id }) : null,
    event,
  };
}
