import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that answers late, or that swallows everything while both ends believe to be connected. */
export class SlowLink {
  /** Of what is passed on: a link that is silent loses nothing of TCP's own answers, only what was said. */
  silent = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** The server's URL, by this way. */
    readonly url: string,
  ) {}

  /** @param delay milliseconds added to each answer */
  static async to(url: string, delay = 0): Promise<SlowLink> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as AddressInfo).port);
    const link = new SlowLink(server, through.toString());
    server.on('connection', (near) => link.join(near, connect(Number(port), hostname), delay));
    return link;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(near: Socket, far: Socket, delay: number): void {
    near.on('data', (said) => !this.silent && far.write(said));
    far.on('data', (said) => void setTimeout(() => !this.silent && near.write(said), delay));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        setTimeout(() => !this.silent && other.destroy(), delay);
      });
    }
  }
}
