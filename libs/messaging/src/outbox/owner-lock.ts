import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { pause } from '../log/back-off';

/** Seconds of silence after which the server ends the owner's session: its process hangs, or the way to it. */
const longestSilence = 10;
/** Milliseconds between signs of life while the owner waits for something else. */
const signOfLife = 3_000;
/** Milliseconds after which work that does not end is given up, and the lock with it. */
const longestWork = 60_000;
/** Milliseconds for an answer of the server. */
const longestAnswer = 10_000;

/** A connection of its own that holds an advisory lock: whoever has it is the only one in this database. */
export class OwnerLock {
  private client?: Client;
  private socket?: Socket;
  private mine = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly name: string,
  ) {}

  /** The connection if the lock is ours, else undefined. @throws when the database is away or does not answer */
  async hold(): Promise<Client | undefined> {
    const client = (this.client ??= await this.connect());
    if (this.mine) return client;
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS mine', [
      this.name,
    ]);
    this.mine = rows[0]?.mine ?? false;
    return this.mine ? client : undefined;
  }

  /** Shows the server that we live while `work` takes its time. @throws after a minute: then somebody else has to try */
  async during<T>(work: Promise<T>): Promise<T> {
    const { client } = this;
    const beating = setInterval(() => void client?.query('SELECT').catch(() => undefined), signOfLife);
    const over = new AbortController();
    try {
      const late = pause(longestWork, over.signal).then(() => {
        throw new Error(`Given up after ${longestWork / 1_000} s.`);
      });
      return await Promise.race([work, late]);
    } finally {
      clearInterval(beating);
      over.abort();
    }
  }

  async release(): Promise<void> {
    const { client, socket } = this;
    this.forget();
    // A connection that hangs would answer the farewell never.
    await Promise.race([client?.end().catch(() => undefined), pause(1_000, new AbortController().signal)]);
    socket?.destroy();
  }

  private async connect(): Promise<Client> {
    const socket = new Socket();
    const client = new Client({ ...connectionOf(this.dataSource, this.name), stream: () => socket });
    const onLoss = (): void => void (this.client === client && this.forget());
    client.on('error', onLoss).on('end', onLoss);
    await client.connect();
    // A host that vanishes frees the lock in seconds, not in the two hours of the system's default.
    await client.query(`SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
      SET idle_session_timeout = '${longestSilence}s'`);
    this.socket = socket;
    return client;
  }

  private forget(): void {
    delete this.client;
    delete this.socket;
    this.mine = false;
  }
}

function connectionOf({ options }: DataSource, name: string): ClientConfig {
  if (options.type !== 'postgres') throw new Error('The outbox needs PostgreSQL.');
  const patience = { connectionTimeoutMillis: 5_000, query_timeout: longestAnswer };
  const common = { application_name: name, keepAlive: true, keepAliveInitialDelayMillis: 3_000, ...patience };
  if (options.url) return { ...common, connectionString: options.url };
  const { host, port, username, database, password } = options;
  return { ...common, host, port, user: username, database, password: password as string | undefined };
}
