/** One event as the platform streams it. */
export interface StreamedEvent {
  /** `<epoch>-<position>`. */
  position: string;
  type: string;
  data: unknown;
}

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'offline';

export type StreamMessage =
  | { kind: 'state'; state: StreamState; since: string }
  | { kind: 'event'; event: StreamedEvent }
  | { kind: 'reset' };

type Listener = (message: StreamMessage) => void;

const CHANNEL = 'abonde-stream';
const LOCK = 'abonde-stream-owner';
const OFFLINE_AFTER_MS = 10_000;

/**
 * One connection per browser: the tab that holds the lock reads the stream and tells the others, since a browser opens
 * only six connections to a host. When it closes, another tab takes over from the last position it heard.
 */
export class LiveStream {
  private readonly listeners = new Set<Listener>();
  private readonly channel = new BroadcastChannel(CHANNEL);
  private last: string | undefined;
  private offlineTimer: ReturnType<typeof setTimeout> | undefined;
  private status: StreamMessage & { kind: 'state' } = { kind: 'state', state: 'connecting', since: new Date().toISOString() };

  constructor(private readonly url: string) {
    this.channel.onmessage = ({ data }: MessageEvent<StreamMessage | { kind: 'hello' }>) => {
      if (data.kind === 'hello') {
        if (this.owner) this.channel.postMessage(this.status);
        return;
      }
      this.tell(data);
    };
    this.channel.postMessage({ kind: 'hello' });
    void navigator.locks.request(LOCK, () => this.own());
  }

  private owner = false;

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    listener(this.status);
    return () => this.listeners.delete(listener);
  }

  /** Opens the connection again at once. */
  retry(): void {
    location.reload();
  }

  private own(): Promise<never> {
    this.owner = true;
    this.connect();
    return new Promise<never>(() => undefined);
  }

  private connect(): void {
    const separator = this.url.includes('?') ? '&' : '?';
    const source = new EventSource(this.last ? `${this.url}${separator}lastEventId=${encodeURIComponent(this.last)}` : this.url);
    source.onopen = () => this.changeState('live');
    source.onerror = () => {
      this.changeState('reconnecting');
      // A closed source doesn't come back by itself (a 503 while the platform restarts, an ended session).
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.connect(), 2_000);
    };
    source.addEventListener('reset', () => this.spread({ kind: 'reset' }));
    source.addEventListener('ledger', (message) => this.receive(message as MessageEvent<string>));
    source.onmessage = (message: MessageEvent<string>) => this.receive(message);
  }

  private receive(message: MessageEvent<string>): void {
    const data = JSON.parse(message.data) as { type: string };
    this.spread({ kind: 'event', event: { position: message.lastEventId, type: data.type, data } });
  }

  private changeState(state: StreamState): void {
    if (state === this.status.state) return;
    clearTimeout(this.offlineTimer);
    if (state === 'reconnecting') this.offlineTimer = setTimeout(() => this.changeState('offline'), OFFLINE_AFTER_MS);
    if (state === 'reconnecting' && this.status.state === 'offline') return;
    this.spread({ kind: 'state', state, since: new Date().toISOString() });
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
