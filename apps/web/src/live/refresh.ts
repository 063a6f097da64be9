import type { QueryClient } from '@tanstack/react-query';

const AT_MOST_EVERY_MS = 1_000;
/** Events of one act come together: one question answers for all of them. */
const GATHER_MS = 150;
/** An answer that never comes must not keep the page old for ever. */
const ANSWER_WITHIN_MS = 5_000;

/** Asks again for what is on screen: soon after the first word, then at most once a second, never two at a time. */
export class Refresher {
  private running = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly queries: QueryClient,
    private readonly refreshed: () => void,
  ) {}

  ask(): void {
    if (this.running) this.again = true;
    else void this.run();
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.running = true;
    do {
      await pause(GATHER_MS);
      this.again = false;
      if (this.stopped) return;
      const read = this.queries.invalidateQueries({ predicate: ({ meta }) => meta?.live !== false });
      await Promise.race([read, pause(ANSWER_WITHIN_MS)]);
      this.refreshed();
      await pause(AT_MOST_EVERY_MS);
    } while (this.again);
    this.running = false;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
