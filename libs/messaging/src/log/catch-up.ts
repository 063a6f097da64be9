import type { EventLog, PartitionProgress } from './event-log';

/** Whether a group has read, since this was made, everything that was in the log at the first look. */
export class CatchUp {
  private targets?: PartitionProgress[];
  private done = false;

  constructor(
    private readonly log: EventLog,
    private readonly group: string,
    private readonly topics: readonly string[],
  ) {
    this.done = topics.length === 0;
  }

  /** False too while the log can't be asked. Once true it stays true. */
  async caughtUp(): Promise<boolean> {
    if (this.done) return true;
    const now = await this.log.progress(this.group, this.topics).catch(() => undefined);
    if (!now || !this.topics.every((topic) => now.some((place) => place.topic === topic))) return false;
    this.targets ??= now;
    const committed = new Map(now.map((place) => [`${place.topic}/${place.partition}`, place.committed]));
    this.done = this.targets.every(({ topic, partition, end }) => (committed.get(`${topic}/${partition}`) ?? 0) >= end);
    return this.done;
  }
}
