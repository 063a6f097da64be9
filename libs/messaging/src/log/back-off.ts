import { setTimeout as sleep } from 'node:timers/promises';

const first = 100;
const longest = 5_000;

/** Waits longer after each failure in a row, from 100 ms to 5 s, with some chance so that replicas do not march in step. */
export class BackOff {
  private failures = 0;

  /** The next wait, in milliseconds. */
  next(): number {
    const full = Math.min(longest, first * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    return full * (0.75 + Math.random() / 4);
  }

  reset(): void {
    this.failures = 0;
  }

  /** Returns early, without an error, when `signal` is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    await pause(this.next(), signal);
  }
}

/** Milliseconds, or until the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
