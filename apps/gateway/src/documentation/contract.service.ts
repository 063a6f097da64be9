import { Inject, Injectable } from '@nestjs/common';
import { contexts, GATEWAY, type GatewaySettings } from '../gateway-settings';
import { type Contract, mergeContracts } from './merged-contract';

const patience = 5_000;

/** The contract of the whole platform; a service that is away is left out until it is back. */
@Injectable()
export class MergedContract {
  constructor(@Inject(GATEWAY) private readonly settings: GatewaySettings) {}

  async read(): Promise<Contract> {
    const { upstreams, selfUrl } = this.settings;
    const asked = Object.entries({
      gateway: selfUrl,
      ...Object.fromEntries(contexts.map((name) => [name, upstreams[name]])),
    });
    const answers = await Promise.all(
      asked.map(async ([service, url]) => [service, await this.ask(service, url)] as const),
    );
    return mergeContracts(
      Object.fromEntries(answers.filter((answer): answer is [string, Contract] => answer[1] !== undefined)),
    );
  }

  private async ask(service: string, url: string): Promise<Contract | undefined> {
    try {
      const answer = await fetch(new URL(`/api/${service}/openapi.json`, url), {
        signal: AbortSignal.timeout(patience),
      });
      return answer.ok ? ((await answer.json()) as Contract) : undefined;
    } catch {
      return undefined;
    }
  }
}
