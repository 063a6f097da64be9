import { setTimeout as sleep } from 'node:timers/promises';
import { count } from './model';
import { type Fault, faults, nameOf } from './faults';
import type { Random } from './random';
import type { Recoveries } from './recoveries';
import type { ShakenPlatform } from './shaken-platform';

/** Milliseconds that the next fault waits for what the last one hit. What takes longer is found at the end. */
const RECOVERED_WITHIN_MS = 15_000;

/** Does to the platform what the plan says, one fault after the other, each when the one before is overcome. */
export class FaultPlayer {
  readonly played = new Map<string, number>();
  /** What is being done right now. */
  doing = '';

  constructor(
    private readonly platform: ShakenPlatform,
    private readonly recoveries: Recoveries,
    private readonly random: Random,
  ) {}

  async play(isOver: () => boolean, only?: string): Promise<void> {
    const { hasKafka: kafka } = this.platform;
    for (const { pauseMs, fault } of faults(this.random.fork(), { kafka, ...(only && { only }) })) {
      await sleep(pauseMs);
      if (isOver()) return;
      this.doing = nameOf(fault);
      await this.inflict(fault);
      this.doing = `after ${nameOf(fault)}`;
      count(this.played, nameOf(fault));
      const overcome = new AbortController();
      await Promise.race([
        this.recoveries.ended(fault),
        sleep(RECOVERED_WITHIN_MS, undefined, { signal: overcome.signal }).catch(() => undefined),
      ]).finally(() => overcome.abort());
      this.doing = '';
    }
  }

  private async inflict(fault: Fault): Promise<void> {
    const { platform } = this;
    switch (fault.kind) {
      case 'kill':
        await Promise.all(fault.services.map((service) => platform.kill(service)));
        await sleep(fault.downMs);
        return fault.services.forEach((service) => platform.launch(service));
      case 'kill-while-starting':
        await platform.kill(fault.service);
        await sleep(fault.downMs);
        platform.launch(fault.service);
        await sleep(fault.afterMs);
        await platform.kill(fault.service);
        return platform.launch(fault.service);
      case 'crash-postgres':
        await platform.crashPostgres();
        await sleep(fault.downMs);
        return platform.restartPostgres();
      case 'crash-kafka':
        await platform.crashKafka();
        await sleep(fault.downMs);
        return platform.restartKafka();
      default:
        return this.disturb(fault);
    }
  }

  private async disturb(fault: Extract<Fault, { line: unknown }>): Promise<void> {
    const proxy = this.platform.line(fault.line);
    if (fault.kind === 'cut') {
      for (let time = 0; time < fault.times; time += 1) {
        proxy.cut(() => this.random.chance(0.7));
        await sleep(this.random.between(50, 600));
      }
      return;
    }
    if (fault.kind === 'refuse') proxy.refuse();
    if (fault.kind === 'slow') proxy.slow(fault);
    if (fault.kind === 'hang') proxy.freeze(fault);
    await sleep(fault.forMs);
    proxy.calm();
  }
}
