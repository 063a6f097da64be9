import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '../errors/domain-error';
import type { Command } from './command';

const tries = 5;
const kept = '30 days';
const hour = 3_600_000;
/** Serialisation failure and deadlock: PostgreSQL asks to run the transaction again. */
const again = ['40001', '40P01'];

interface EarlierRow {
  route: string;
  body_hash: string;
  answer: unknown;
}

/** Runs a use case in one transaction, at most once per idempotency key. */
@Injectable()
export class UnitOfWork implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('UnitOfWork');
  private sweep?: NodeJS.Timeout;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => void this.forgetOldKeys(), hour).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweep);
  }

  /**
   * Transaction → claims the key → work → keeps the answer. The work may run more than once, so all its effects go
   * through `tx`. The same key with the same body gets the answer kept the first time, as plain JSON.
   * @throws {DomainError} 409 `IDEMPOTENCY_KEY_REUSED` when the key came with another body or on another route
   */
  async run<T>(command: Command, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.dataSource.transaction((tx) => this.once(tx, command, work));
      } catch (error) {
        if (attempt >= tries || !again.includes(sqlState(error))) throw error;
        await pause(attempt * 10 + Math.random() * 20);
      }
    }
  }

  /**
   * The answer kept for the command's idempotency key, if there is one: for work that commits in several parts and must not
   * begin again.
   * @throws {DomainError} 409 `IDEMPOTENCY_KEY_REUSED`
   */
  async answered<T>(command: Command): Promise<T | undefined> {
    const { idempotencyKey: key, actor } = command;
    const earlier = key === undefined ? undefined : await this.earlier(this.dataSource.manager, key, actor.id);
    return earlier && this.replay<T>(earlier, command);
  }

  private async once<T>(tx: EntityManager, command: Command, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const { idempotencyKey: key, actor } = command;
    if (key === undefined) return work(tx);
    const earlier = await this.claim(tx, key, command);
    if (earlier) return this.replay<T>(earlier, command);
    const answer = await work(tx);
    await tx.query('UPDATE idempotency_keys SET answer = $3::jsonb WHERE actor = $1 AND key = $2', [
      actor.id,
      key,
      JSON.stringify(answer ?? null),
    ]);
    return answer;
  }

  /** Waits for a transaction that holds the same key; its row is returned once it has committed. */
  private async claim(tx: EntityManager, key: string, command: Command): Promise<EarlierRow | undefined> {
    const claimed: unknown[] = await tx.query(
      `INSERT INTO idempotency_keys (actor, key, route, body_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (actor, key) DO NOTHING RETURNING key`,
      [command.actor.id, key, command.route, command.bodyHash],
    );
    return claimed.length > 0 ? undefined : this.earlier(tx, key, command.actor.id);
  }

  private async earlier(tx: EntityManager, key: string, actor: string): Promise<EarlierRow | undefined> {
    const [earlier]: EarlierRow[] = await tx.query(
      'SELECT route, body_hash, answer FROM idempotency_keys WHERE actor = $1 AND key = $2',
      [actor, key],
    );
    return earlier;
  }

  private replay<T>(earlier: EarlierRow, command: Command): T {
    if (earlier.route === command.route && earlier.body_hash === command.bodyHash) return earlier.answer as T;
    throw new DomainError({
      code: 'IDEMPOTENCY_KEY_REUSED',
      status: 409,
      title: 'Idempotency-Key already used',
      detail: 'This Idempotency-Key came before with another request.',
      route: earlier.route,
    });
  }

  private async forgetOldKeys(): Promise<void> {
    try {
      await this.dataSource.query('DELETE FROM idempotency_keys WHERE created_at < now() - $1::interval', [kept]);
    } catch (error) {
      this.logger.warn({ err: error }, 'Old idempotency keys could not be removed');
    }
  }
}

function sqlState(error: unknown): string {
  const { driverError, code } = error as { driverError?: { code?: string }; code?: string };
  return driverError?.code ?? code ?? '';
}
