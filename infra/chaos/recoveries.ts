import type { Service } from '../start/service-processes';
import { affected, type Fault, nameOf } from './faults';

/** A service that answers commands again, or the event log that carries to reporting what is posted. */
export type Recovering = Service | 'event-log';

export interface Recovery {
  of: Recovering;
  fault: string;
  milliseconds: number;
}

interface Waiting {
  of: Recovering;
  fault: string;
  since: number;
  recovered: () => void;
}

/** How long after the end of each fault everything that it hit was itself again. */
export class Recoveries {
  readonly all: Recovery[] = [];
  private waiting: Waiting[] = [];

  /**
   * The fault is over. Resolves once all that it hit answers again; what doesn't is left waiting. What still waited is
   * measured anew: a time says how long something took that nothing disturbed any more.
   */
  ended(fault: Fault): Promise<unknown> {
    const since = Date.now();
    for (const one of this.waiting) Object.assign(one, { since, fault: `${one.fault}, then ${nameOf(fault)}` });
    return Promise.all(
      affected(fault).map(
        (of) => new Promise<void>((recovered) => this.waiting.push({ of, fault: nameOf(fault), since, recovered })),
      ),
    );
  }

  /** @param askedAt an answer to what was asked before the end of a fault says nothing about it; now by default */
  answered(of: Recovering, askedAt = Number.POSITIVE_INFINITY): void {
    const now = Date.now();
    const isOver = (one: Waiting): boolean => one.of === of && one.since <= askedAt;
    for (const { fault, since, recovered } of this.waiting.filter(isOver)) {
      this.all.push({ of, fault, milliseconds: now - since });
      recovered();
    }
    this.waiting = this.waiting.filter((one) => !isOver(one));
  }

  isWaitingFor(of: Recovering): boolean {
    return this.waiting.some((one) => one.of === of);
  }

  /** What has not come back. */
  get missing(): string[] {
    return this.waiting.map(({ of, fault }) => `${of} after ${fault}`);
  }

  /** The longest of each. */
  get byWhom(): Recovery[] {
    const longest = new Map<Recovering, Recovery>();
    for (const one of this.all)
      if ((longest.get(one.of)?.milliseconds ?? -1) < one.milliseconds) longest.set(one.of, one);
    return [...longest.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  }
}
