import { createParser } from 'eventsource-parser';

/** One event as the platform streams it: its position is `<epoch>-<position>`. */
export interface StreamedEvent {
  position: string;
  type: string;
}

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'offline';
type StateMessage = { kind: 'state'; state: StreamState; since: string };
/** `behind`: what is on screen may be old; `reset`: the platform can't tell what. */
export type StreamMessage =
  StateMessage | { kind: 'event'; event: StreamedEvent } | { kind: 'behind' } | { kind: 'reset' };
type Listener = (message: StreamMessage) => void;

const CHANNEL = 'abonde-stream';
const LOCK = 'abonde-stream-owner';
const OFFLINE_AFTER_MS = 10_000;
const RETRY_MS = 2_000;
const ANSWER_WITHIN_MS = 8_000;
/** The platform says something at least every 15 s. */
const SILENT_MS = 40_000;
/** A stream that begins later than this after its page missed what happened meanwhile. */
const SOON_MS = 1_000;

/**
 * One connection per browser: the tab that holds the lock reads the stream and tells the others, since a browser opens
 * only six connections to a host. When it closes, another tab takes over from the last position it heard.
 */
export class LiveStream {
  private readonly listeners = new Set<Listener>();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private readonly closing = new AbortController();
  private attempt = new AbortController();
  private last: string | undefined;
  private owner = false;
  private connectedBefore = false;
  private readonly openedAt = Date.now();
  private failingSince: number | undefined;
  private status: StateMessage = { kind: 'state', state: 'connecting', since: new Date().toISOString() };

  constructor(private readonly url: string) {
    const { signal } = this.closing;
    this.channel.onmessage = ({ data }: MessageEvent<StreamMessage | { kind: 'hello' }>) => {
      if (data.kind !== 'hello') this.tell(data);
      else if (this.owner) this.channel.postMessage(this.status);
    };
    this.channel.postMessage({ kind: 'hello' });
    addEventListener('offline', () => this.attempt.abort(), { signal });
    // Browsers keep locks from pages that aren't served securely: there each tab reads for itself.
    const turn =
      'locks' in navigator
        ? navigator.locks.request(LOCK, { signal }, () => this.readUntilClosed())
        : this.readUntilClosed();
    turn.catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** Answers the function that ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    listener(this.status);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.closing.abort();
    this.channel.close();
    this.listeners.clear();
  }

  private async readUntilClosed(): Promise<void> {
    this.owner = true;
    while (!this.closing.signal.aborted) {
      try {
        await this.read();
      } catch {
        // Whatever the reason, the answer is the same: say so and try again.
      }
      if (this.closing.signal.aborted) return;
      this.failing();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  private async read(): Promise<void> {
    this.attempt = new AbortController();
    const { attempt } = this;
    let watchdog = setTimeout(() => attempt.abort(), ANSWER_WITHIN_MS);
    try {
      const response = await fetch(this.url, {
        headers: { accept: 'text/event-stream', ...(this.last && { 'last-event-id': this.last }) },
        signal: AbortSignal.any([this.closing.signal, attempt.signal]),
      });
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`);
      this.connected();
      const parser = createParser({ onEvent: (message) => this.heard(message) });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => attempt.abort(), SILENT_MS);
        parser.feed(part.value);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  private connected(): void {
    this.failingSince = undefined;
    this.changeState('live', Date.now());
    // What cut the stream may have cut a question that an event had raised; what was read long before it began is old.
    const late = Date.now() - this.openedAt > SOON_MS;
    if (this.connectedBefore || late) this.spread({ kind: 'behind' });
    this.connectedBefore = true;
  }

  private heard({ event = '', id }: { event?: string | undefined; id?: string | undefined }): void {
    if (id) this.last = id;
    this.spread(event === 'reset' ? { kind: 'reset' } : { kind: 'event', event: { position: id ?? '', type: event } });
  }

  private failing(): void {
    this.failingSince ??= Date.now();
    this.changeState(
      Date.now() - this.failingSince >= OFFLINE_AFTER_MS ? 'offline' : 'reconnecting',
      this.failingSince,
    );
  }

  private changeState(state: StreamState, since: number): void {
    if (state !== this.status.state) this.spread({ kind: 'state', state, since: new Date(since).toISOString() });
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
