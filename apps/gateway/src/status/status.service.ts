import { Health, type Readiness } from '@abonde/platform';
import { Inject, Injectable } from '@nestjs/common';
import { contexts, GATEWAY, type GatewaySettings } from '../gateway-settings';
import { sumLags } from './lags';
import type { ServiceStatusDto, StatusDto } from './status.dto';

const patience = 4_000;

/** How every service is doing, as each tells it. */
@Injectable()
export class Status {
  constructor(
    private readonly health: Health,
    @Inject(GATEWAY) private readonly settings: GatewaySettings,
  ) {}

  async all(): Promise<StatusDto> {
    const upstreams = contexts.map(
      async (context) => [context, await this.ask(this.settings.upstreams[context])] as const,
    );
    const services: Record<string, ServiceStatusDto> = Object.fromEntries(await Promise.all(upstreams));
    services['gateway'] = { ...(await this.health.ready()) };
    const all = Object.values(services);
    const logs = all.map(({ checks }) => checks['messaging'] as { log?: string } | undefined);
    return {
      status: all.every(({ status }) => status === 'ok') ? 'ok' : 'degraded',
      services,
      eventLog: { status: logs.some((told) => told?.log === 'reachable') ? 'ok' : 'unreachable' },
      lags: sumLags(logs),
    };
  }

  private async ask(upstream: string): Promise<ServiceStatusDto> {
    try {
      const answer = await fetch(new URL('/health/ready', upstream), { signal: AbortSignal.timeout(patience) });
      const { status, checks } = (await answer.json()) as Partial<Readiness>;
      return { status: status === 'ok' ? 'ok' : 'error', checks: checks ?? {} };
    } catch {
      return { status: 'down', checks: {} };
    }
  }
}
