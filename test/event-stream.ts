import type { CloudEvent } from '@abonde/contracts';
import { createParser } from 'eventsource-parser';

export interface Streamed {
  id: string;
  type: string;
  event: CloudEvent;
}

/** A dashboard that listens to the platform's live stream. */
export class EventStream {
  readonly seen: Streamed[] = [];
  private readonly closing = new AbortController();

  private constructor() {}

  /** @param lastEventId resumes after it; without one, the stream begins with what happens next */
  static async open(base: string, token: string, lastEventId?: string): Promise<EventStream> {
    const stream = new EventStream();
    const response = await fetch(`${base}/api/reporting/stream`, {
      headers: { authorization: `Bearer ${token}`, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
      signal: stream.closing.signal,
    });
    if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
    void stream.read(response.body);
    return stream;
  }

  close(): void {
    this.closing.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id && event) this.seen.push({ id, type: event, event: JSON.parse(data) as CloudEvent });
      },
    });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
    } catch (error) {
      if (!this.closing.signal.aborted) throw error;
    }
  }
}
