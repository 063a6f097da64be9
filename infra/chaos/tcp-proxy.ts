import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

interface Slowness {
  /** Milliseconds that each piece of data waits. */
  latencyMs: number;
  bytesPerSecond: number;
}

interface Pair {
  client: Socket;
  upstream: Socket;
  frozen: boolean;
}

/** What the network does wrong, between clients and a server on this machine. */
export class TcpProxy {
  private readonly pairs = new Set<Pair>();
  private target?: number;
  private refusing = false;
  private freezing = false;
  private slowness?: Slowness;
  private readonly frozen = new Set<() => void>();

  private constructor(private readonly server: Server) {
    server.on('connection', (client) => this.accept(client));
  }

  static async listen(): Promise<TcpProxy> {
    // Each direction ends by itself, as it would without a proxy.
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** The port of this machine that connections go to. Without one, each is reset at once. */
  aim(port: number | undefined): void {
    this.target = port;
    if (port === undefined) this.cut();
  }

  /** Resets those connections that `which` chooses, both ends. */
  cut(which: (pair: { frozen: boolean }) => boolean = () => true): void {
    for (const pair of [...this.pairs]) if (which(pair)) reset(pair);
  }

  /** Resets what is there and what comes. */
  refuse(): void {
    this.refusing = true;
    this.cut();
  }

  /** Lets through what is still there and what comes, a piece at a time. */
  slow(slowness: Slowness): void {
    this.slowness = slowness;
  }

  /** Connections stay open and nothing comes through, as behind a firewall that forgot them; new ones only if told so. */
  freeze({ newToo }: { newToo: boolean }): void {
    for (const pair of this.pairs) pair.frozen = true;
    this.freezing = newToo;
  }

  /** What was frozen is lost; all else goes through again. */
  calm(): void {
    this.refusing = false;
    this.freezing = false;
    this.slowness = undefined;
    this.cut((pair) => pair.frozen);
    for (const thaw of this.frozen) thaw();
    this.frozen.clear();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.calm();
    this.cut();
    await closed;
  }

  private accept(client: Socket): void {
    client.on('error', () => client.destroy());
    if (this.refusing || this.target === undefined) return void client.resetAndDestroy();
    const upstream = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
    const pair = { client, upstream, frozen: this.freezing };
    this.pairs.add(pair);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => reset(pair));
    }
    client.on('close', () => {
      this.pairs.delete(pair);
      upstream.destroy();
    });
    client.pipe(this.path(pair)).pipe(upstream);
    upstream.pipe(this.path(pair)).pipe(client);
  }

  private path(pair: Pair): Transform {
    const through = async (chunk: Buffer): Promise<void> => {
      if (pair.frozen) await new Promise<void>((thaw) => this.frozen.add(thaw));
      if (!this.slowness) return;
      const { latencyMs, bytesPerSecond } = this.slowness;
      await sleep(latencyMs + (chunk.length / bytesPerSecond) * 1_000);
    };
    return new Transform({
      transform(chunk: Buffer, _encoding, done: TransformCallback) {
        through(chunk).then(() => done(null, chunk), done);
      },
    });
  }
}

function reset({ client, upstream }: Pair): void {
  client.resetAndDestroy();
  upstream.resetAndDestroy();
}
