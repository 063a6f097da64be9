import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { DataSource } from 'typeorm';

const sweepEvery = 600_000;

interface Row {
  content: AdapterPayload;
  consumed_at: Date | null;
}

/** Sessions, grants and codes of the demonstration provider, kept so that a restart doesn't sign people out. */
@Injectable()
export class ProviderRecords implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ProviderRecords');
  private sweep?: NodeJS.Timeout;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.sweep = setInterval(() => void this.forgetExpired(), sweepEvery).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweep);
  }

  adapter(model: string): Adapter {
    const query = (sql: string, ...values: unknown[]): Promise<Row[]> => this.dataSource.query(sql, [model, ...values]);
    const one = async (condition: string, value: string): Promise<AdapterPayload | undefined> => {
      const [row] = await query(
        `SELECT content, consumed_at FROM provider_records
          WHERE model = $1 AND ${condition} = $2 AND (expires_at IS NULL OR expires_at > now())`,
        value,
      );
      return row && { ...row.content, ...(row.consumed_at && { consumed: true }) };
    };
    return {
      upsert: async (id, payload, expiresIn) => {
        await query(
          `INSERT INTO provider_records (model, id, content, grant_id, uid, expires_at)
           VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
           ON CONFLICT (model, id) DO UPDATE SET content = excluded.content, grant_id = excluded.grant_id,
             uid = excluded.uid, expires_at = excluded.expires_at`,
          id,
          payload,
          payload.grantId ?? null,
          payload.uid ?? null,
          expiresIn ?? null,
        );
      },
      find: (id) => one('id', id),
      findByUid: (uid) => one('uid', uid),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        await query('UPDATE provider_records SET consumed_at = now() WHERE model = $1 AND id = $2', id);
      },
      destroy: async (id) => {
        await query('DELETE FROM provider_records WHERE model = $1 AND id = $2', id);
      },
      revokeByGrantId: async (grantId) => {
        await query('DELETE FROM provider_records WHERE model = $1 AND grant_id = $2', grantId);
      },
    };
  }

  private async forgetExpired(): Promise<void> {
    try {
      await this.dataSource.query('DELETE FROM provider_records WHERE expires_at < now()');
    } catch (error) {
      this.logger.warn({ err: error }, 'Expired records of the provider could not be removed');
    }
  }
}
