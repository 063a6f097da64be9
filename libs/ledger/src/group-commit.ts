export interface GroupCommitOptions<Item, Outcome> {
  /** Commits items in one go, in order, with an outcome each. */
  commit: (items: Item[]) => Promise<Outcome[]>;
  /** What an item holds locked until its commit: two batches in flight never share a key. */
  keysOf: (item: Item) => Iterable<string>;
  inFlight: number;
  size: number;
}

interface Unit<Item, Outcome> {
  items: Item[];
  keys: Set<string>;
  settle: (outcomes: Outcome[]) => void;
  fail: (error: unknown) => void;
}

/**
 * Puts what concurrent callers ask during one turn of the event loop, and while earlier batches are on their way, into one
 * commit. A hot key thus has one batch in flight, while the others go side by side.
 */
export class GroupCommit<Item, Outcome> {
  private waiting: Unit<Item, Outcome>[] = [];
  private readonly busy = new Set<string>();
  private running = 0;
  private scheduled = false;

  constructor(private readonly options: GroupCommitOptions<Item, Outcome>) {}

  /** The items of one call stay together and in order. */
  submit(items: Item[]): Promise<Outcome[]> {
    if (items.length === 0) return Promise.resolve([]);
    return new Promise((settle, fail) => {
      const keys = new Set(items.flatMap((item) => [...this.options.keysOf(item)]));
      this.waiting.push({ items, keys, settle, fail });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.running < this.options.inFlight) {
        const batch = this.take();
        if (batch.length === 0) return;
        void this.run(batch);
      }
    });
  }

  private take(): Unit<Item, Outcome>[] {
    const batch: Unit<Item, Outcome>[] = [];
    const left: Unit<Item, Outcome>[] = [];
    const blocked = new Set(this.busy);
    let size = 0;
    for (const unit of this.waiting) {
      const fits = size === 0 || size + unit.items.length <= this.options.size;
      if (fits && ![...unit.keys].some((key) => blocked.has(key))) {
        batch.push(unit);
        size += unit.items.length;
      } else {
        // Whoever waits keeps its place before later callers of the same keys.
        unit.keys.forEach((key) => blocked.add(key));
        left.push(unit);
      }
    }
    this.waiting = left;
    return batch;
  }

  private async run(batch: Unit<Item, Outcome>[]): Promise<void> {
    const keys = batch.flatMap((unit) => [...unit.keys]);
    keys.forEach((key) => this.busy.add(key));
    this.running += 1;
    await this.commit(batch);
    this.running -= 1;
    keys.forEach((key) => this.busy.delete(key));
    if (this.waiting.length > 0) this.schedule();
  }

  /** A batch that fails as a whole is tried caller by caller, so that nobody pays for another's fault. */
  private async commit(batch: Unit<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.options.commit(batch.flatMap((unit) => unit.items));
      let from = 0;
      for (const unit of batch) unit.settle(outcomes.slice(from, (from += unit.items.length)));
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1 && only) only.fail(error);
      else for (const unit of batch) await this.commit([unit]);
    }
  }
}
