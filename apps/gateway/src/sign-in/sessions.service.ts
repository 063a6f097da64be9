import { createHash } from 'node:crypto';
import type { SessionStore } from '@fastify/session';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Session } from 'fastify';
import { DataSource } from 'typeorm';
import { GATEWAY, type GatewaySettings } from '../gateway-settings';

const sweepEvery = 600_000;

/**
 * Sessions in PostgreSQL, where they can be revoked; kept by the hash of their id, useless to whoever reads the table.
 * Requests of one page come side by side: what each changes is added to what is there, and nothing brings back a session that
 * one of them ended, whose row stays without content until its time is over.
 */
@Injectable()
export class Sessions implements SessionStore, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Sessions');
  private sweep?: NodeJS.Timeout;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(GATEWAY) private readonly settings: GatewaySettings,
  ) {}

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => void this.forgetExpired(), sweepEvery).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweep);
  }

  set(sessionId: string, session: Session, callback: (error?: unknown) => void): void {
    const hours = this.settings.SESSION_HOURS;
    this.dataSource
      .query(
        `INSERT INTO sessions (id, content, expires_at) VALUES ($1, $2, now() + make_interval(hours => $3))
         ON CONFLICT (id) DO UPDATE SET content = sessions.content || excluded.content, expires_at = excluded.expires_at
          WHERE sessions.content <> '{}'`,
        [hashed(sessionId), session, hours],
      )
      .then(() => callback(), callback);
  }

  get(sessionId: string, callback: (error: unknown, session?: Session | null) => void): void {
    this.dataSource
      .query(`SELECT content FROM sessions WHERE id = $1 AND content <> '{}' AND expires_at > now()`, [
        hashed(sessionId),
      ])
      .then(([row]: { content: Session }[]) => callback(null, row?.content ?? null), callback);
  }

  destroy(sessionId: string, callback: (error?: unknown) => void): void {
    this.dataSource
      .query(`UPDATE sessions SET content = '{}' WHERE id = $1`, [hashed(sessionId)])
      .then(() => callback(), callback);
  }

  private async forgetExpired(): Promise<void> {
    try {
      await this.dataSource.query('DELETE FROM sessions WHERE expires_at < now()');
    } catch (error) {
      this.logger.warn({ err: error }, 'Expired sessions could not be removed');
    }
  }
}

function hashed(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}
