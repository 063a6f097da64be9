import { createParser } from 'eventsource-parser';

/** One event as the platform streams it: its position is `<epoch>-<position>`. */
export interface StreamedEvent {
  position: string;
  type: string;
  event: { id: string; type: string; subject: string; time: string; data: Record<string, unknown> };
}

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'offline';
type StateMessage = { kind: 'state'; state: StreamState; since: string };
export type StreamMessage = StateMessage | { kind: 'event'; event: StreamedEvent } | { kind: 'reset' };
type Listener = (message: StreamMessage) => void;

const CHANNEL = 'abonde-stream';
const LOCK = 'abonde-stream-owner';
const OFFLINE_AFTER_MS = 10_000;
const RETRY_MS = 2_000;

/**
 * One connection per browser: the tab that holds the lock reads the stream and tells the others, since a browser opens
 * only six connections to a host. When it closes, another tab takes over from the last position it heard.
 */
export class LiveStream {
  private readonly listeners = new Set<Listener>();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private last: string | undefined;
  private owner = false;
  private failingSince: number | undefined;
  private status: StateMessage = { kind: 'state', state: 'connecting', since: new Date().toISOString() };

  constructor(private readonly url: string) {
    this.channel.onmessage = ({ data }: MessageEvent<StreamMessage | { kind: 'hello' }>) => {
      if (data.kind !== 'hello') this.tell(data);
      else if (this.owner) this.channel.postMessage(this.status);
    };
    this.channel.postMessage({ kind: 'hello' });
    void navigator.locks.request(LOCK, () => this.readForEver());
  }

  /** Answers the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    listener(this.status);
    return () => this.listeners.delete(listener);
  }

  private async readForEver(): Promise<never> {
    this.owner = true;
    for (;;) {
      try {
        await this.read();
      } catch {
        this.failing();
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  private async read(): Promise<void> {
    const response = await fetch(this.url, { headers: { accept: 'text/event-stream', ...(this.last && { 'last-event-id': this.last }) } });
    if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
    this.failingSince = undefined;
    this.changeState('live');
    const parser = createParser({
      onEvent: ({ event, id, data }) => {
        if (id) this.last = id;
        if (event === 'reset') this.spread({ kind: 'reset' });
        else this.spread({ kind: 'event', event: { position: id ?? '', type: event ?? '', event: JSON.parse(data) as StreamedEvent['event'] } });
      },
    });
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text);
    this.failing();
  }

  private failing(): void {
    this.failingSince ??= Date.now();
    this.changeState(Date.now() - this.failingSince >= OFFLINE_AFTER_MS ? 'offline' : 'reconnecting');
  }

  private changeState(state: StreamState): void {
    if (state !== this.status.state) this.spread({ kind: 'state', state, since: new Date().toISOString() });
  }

  private spread(message: StreamMessage): void {
    this.channel.postMessage(message);
    this.tell(message);
  }

  private tell(message: StreamMessage): void {
    if (message.kind === 'state') this.status = message;
    if (message.kind === 'event') this.last = message.event.position;
    for (const listener of this.listeners) listener(message);
  }
}
