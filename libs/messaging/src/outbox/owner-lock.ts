import { Client, type ClientConfig } from 'pg';
import type { DataSource } from 'typeorm';

/** A connection of its own that holds an advisory lock: whoever has it is the only one in this database. */
export class OwnerLock {
  private client?: Client;
  private mine = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly name: string,
  ) {}

  /** The connection if the lock is ours, else undefined. @throws when the database is away */
  async hold(): Promise<Client | undefined> {
    const client = (this.client ??= await this.connect());
    if (this.mine) return client;
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS mine', [
      this.name,
    ]);
    this.mine = rows[0]?.mine ?? false;
    return this.mine ? client : undefined;
  }

  async release(): Promise<void> {
    const { client } = this;
    this.forget();
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const client = new Client(connectionOf(this.dataSource, this.name));
    const onLoss = (): void => void (this.client === client && this.forget());
    client.on('error', onLoss).on('end', onLoss);
    await client.connect();
    // A host that vanishes frees the lock in seconds, not in the two hours of the system's default.
    await client.query('SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3');
    return client;
  }

  private forget(): void {
    delete this.client;
    this.mine = false;
  }
}

function connectionOf({ options }: DataSource, name: string): ClientConfig {
  if (options.type !== 'postgres') throw new Error('The outbox needs PostgreSQL.');
  const common = { application_name: name, keepAlive: true, connectionTimeoutMillis: 5_000 };
  if (options.url) return { ...common, connectionString: options.url };
  const { host, port, username, database, password } = options;
  return { ...common, host, port, user: username, database, password: password as string | undefined };
}
