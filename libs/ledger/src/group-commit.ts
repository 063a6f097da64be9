export interface GroupCommitOptions<Item, Outcome> {
  /** Commits items in one go, in order, with an outcome each. */
  commit: (items: Item[]) => Promise<Outcome[]>;
  /** What an item holds locked until its commit: two batches in flight share a key only where the second is full. */
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
 * commit. A hot key thus has one batch in flight, while the others go side by side. A full batch gains nothing by waiting here:
 * it is made ready and sent while the one before it commits, and waits for its locks in the database.
 */
export class GroupCommit<Item, Outcome> {
  private waiting: Unit<Item, Outcome>[] = [];
  private inFlight: ReadonlySet<string>[] = [];
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
      while (this.inFlight.length < this.options.inFlight) {
        const batch = this.next();
        if (batch.length === 0) return;
        void this.run(batch);
      }
    });
  }

  private next(): Unit<Item, Outcome>[] {
    const apart = this.take(this.inFlight.flatMap((keys) => [...keys]));
    const waiting = this.waiting.reduce((sum, { items }) => sum + items.length, 0);
    return apart.length === 0 && waiting >= this.options.size ? this.take([]) : apart;
  }

  private take(held: Iterable<string>): Unit<Item, Outcome>[] {
    const batch: Unit<Item, Outcome>[] = [];
    const left: Unit<Item, Outcome>[] = [];
    const blocked = new Set(held);
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
    const keys = new Set(batch.flatMap((unit) => [...unit.keys]));
    this.inFlight.push(keys);
    await this.commit(batch);
    this.inFlight = this.inFlight.filter((other) => other !== keys);
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
