import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface CheckResult {
  healthy: boolean;
  /** Figures such as a lag; no secrets, no personal data. */
  [figure: string]: unknown;
}

export interface Readiness {
  status: 'ok' | 'error';
  checks: Record<string, CheckResult>;
}

const patience = 3_000;

/** Whether the service may be given requests. */
@Injectable()
export class Health {
  private readonly logger = new Logger('Health');
  private readonly checks = new Map<string, () => Promise<CheckResult>>();

  constructor(dataSource: DataSource) {
    this.register('database', async () => {
      await dataSource.query('SELECT 1');
      return { healthy: true };
    });
  }

  register(name: string, check: () => Promise<CheckResult>): void {
    this.checks.set(name, check);
  }

  async ready(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.run(name, check)] as const),
    );
    const healthy = results.every(([, result]) => result.healthy);
    return { status: healthy ? 'ok' : 'error', checks: Object.fromEntries(results) };
  }

  private async run(name: string, check: () => Promise<CheckResult>): Promise<CheckResult> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CheckResult>((resolve) => {
      timer = setTimeout(() => resolve({ healthy: false, reason: `no answer within ${patience} ms` }), patience);
    });
    try {
      return await Promise.race([check(), late]);
    } catch (error) {
      this.logger.log(`Not ready, ${name}: ${error instanceof Error ? error.message : String(error)}`);
      return { healthy: false, reason: 'does not answer' };
    } finally {
      clearTimeout(timer);
    }
  }
}
