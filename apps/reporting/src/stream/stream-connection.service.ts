import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { readStreamId, type StreamId, streamId } from './stream-id';
import type { StreamHub } from './stream-hub.service';

export interface StreamOptions {
  lastEventId?: string;
  topics?: ReadonlySet<string>;
  /** Positions that may be replayed; further back the client is told to start afresh. */
  window: number;
  /** Milliseconds. */
  heartbeat: number;
  /** Milliseconds after which the client has to come back, with a token that is still good. */
  longest: number;
}

/** One reader of the stream, at its own pace: what it can't take yet stays in the stream and never in memory. */
export class StreamConnection {
  private place: StreamId;
  private open = true;

  constructor(
    private readonly hub: StreamHub,
    private readonly response: ServerResponse,
    private readonly options: StreamOptions,
  ) {
    this.place = hub.head();
  }

  async run(): Promise<void> {
    const { heartbeat, longest } = this.options;
    const closed = new Promise<void>((resolve) => this.response.once('close', resolve)).then(() => (this.open = false));
    const beat = setInterval(() => this.response.writableNeedDrain || this.response.write(':heartbeat\n\n'), heartbeat);
    const end = setTimeout(() => this.response.end(), longest);
    try {
      this.response.write(':ok\n\nretry: 2000\n\n');
      this.start();
      while (this.open && !this.hub.closed) await this.follow(closed);
    } finally {
      clearInterval(beat);
      clearTimeout(end);
      this.response.end();
    }
  }

  private start(): void {
    const { lastEventId, window } = this.options;
    if (lastEventId === undefined) return;
    const asked = readStreamId(lastEventId);
    const head = this.hub.head();
    const known =
      asked?.epoch === head.epoch && asked.position <= head.position && head.position - asked.position <= window;
    if (asked && known) this.place = asked;
    else this.reset();
  }

  private async follow(closed: Promise<unknown>): Promise<void> {
    const head = this.hub.head();
    if (head.epoch !== this.place.epoch || head.position - this.place.position > this.options.window) this.reset();
    if (this.place.position >= this.hub.head().position) return void (await Promise.race([this.hub.moved(), closed]));
    const { rows, upTo } = await this.hub.after(this.place.position);
    for (const row of rows) {
      if (!this.open) return;
      if (this.options.topics && !this.options.topics.has(row.topic)) continue;
      const id = streamId({ ...this.place, position: row.position });
      const text = `id: ${id}\nevent: ${row.type}\ndata: ${JSON.stringify(row.payload)}\n\n`;
      if (!this.response.write(text)) await Promise.race([once(this.response, 'drain'), closed]);
    }
    this.place = { ...this.place, position: upTo };
  }

  private reset(): void {
    this.place = this.hub.head();
    this.response.write(`id: ${streamId(this.place)}\nevent: reset\ndata: {}\n\n`);
  }
}
