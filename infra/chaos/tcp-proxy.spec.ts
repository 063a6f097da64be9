import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@abonde/testing';
import { TcpProxy } from './tcp-proxy';

describe('the proxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  const clients: Socket[] = [];
  const ends = new Map<Socket, string>();
  const heard = new Map<Socket, string>();

  const client = async (): Promise<Socket> => {
    const socket = connect(proxy.port, '127.0.0.1');
    clients.push(socket);
    socket.on('error', ({ code }: NodeJS.ErrnoException) => ends.set(socket, code ?? ''));
    socket.on('end', () => ends.set(socket, 'END'));
    socket.on('data', (chunk) => heard.set(socket, (heard.get(socket) ?? '') + chunk.toString()));
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
    return socket;
  };
  const answered = (socket: Socket, text: string): Promise<void> =>
    eventually(() => expect(heard.get(socket)).toBe(text));

  beforeEach(async () => {
    echo = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => undefined).pipe(socket));
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await TcpProxy.listen();
    proxy.aim((echo.address() as AddressInfo).port);
  });

  afterEach(async () => {
    for (const socket of clients.splice(0)) socket.destroy();
    await proxy.close();
    echo.close();
  });

  it('passes on what is said, and the end of it', async () => {
    const socket = await client();
    socket.end('good day');
    await answered(socket, 'good day');
    await eventually(() => expect(ends.get(socket)).toBe('END'));
    await eventually(() => expect(proxy.connections).toBe(0));
  });

  it('cuts those connections it is told to, and takes new ones', async () => {
    const [one, other] = [await client(), await client()];
    one.write('1');
    other.write('2');
    await answered(one, '1');
    await answered(other, '2');
    let first = true;
    proxy.cut(() => first && !(first = false));
    await eventually(() => expect([ends.get(one), ends.get(other)]).toEqual(['ECONNRESET', undefined]));
    const later = await client();
    later.write('3');
    await answered(later, '3');
  });

  it('refuses until it is calm again, and where it has no target', async () => {
    proxy.refuse();
    const refused = await client();
    await eventually(() => expect(ends.get(refused)).toBe('ECONNRESET'));
    proxy.calm();
    const socket = await client();
    socket.write('again');
    await answered(socket, 'again');
    proxy.aim(undefined);
    await eventually(() => expect(ends.get(socket)).toBe('ECONNRESET'));
  });

  it('keeps frozen connections open and silent, then loses them', async () => {
    const before = await client();
    before.write('.');
    await answered(before, '.');
    proxy.freeze({ newToo: false });
    before.write('lost');
    const after = await client();
    after.write('heard');
    await answered(after, 'heard');
    expect([heard.get(before), ends.get(before)]).toEqual(['.', undefined]);
    proxy.calm();
    await eventually(() => expect(ends.get(before)).toBe('ECONNRESET'));
    expect(heard.get(before)).toBe('.');
  });

  it('slows down without changing a byte', async () => {
    proxy.slow({ latencyMs: 20, bytesPerSecond: 1_000_000 });
    const socket = await client();
    const text = 'a long sentence '.repeat(5_000);
    const started = Date.now();
    socket.write(text);
    await answered(socket, text);
    expect(Date.now() - started).toBeGreaterThanOrEqual(40);
  });
});
