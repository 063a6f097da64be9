import { hashKey } from '@tanstack/react-query';
import type { Problem } from '../../../api/client';
import type { Dossier, ProjectView } from '../projects-api';

export type SaveState =
  | { kind: 'clean' }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'refused'; problem: Problem }
  /** Others wrote in the same fields; `by` are their ids. */
  | { kind: 'conflict'; by: readonly string[] };

/** A save: sent again unchanged after a cut, it is done once. */
export interface Save {
  edits: Dossier;
  /** Version it is written upon. */
  version: number;
  key: string;
}

/** Where a dossier is kept; throws where there is no answer. */
export interface Desk {
  /** Refused with 412 when the dossier has another version. */
  save: (save: Save) => Promise<{ kept: ProjectView } | { refused: Problem }>;
  /** The dossier as it is now. */
  read: () => Promise<ProjectView>;
}

export interface Shown {
  edits: Dossier;
  state: SaveState;
  /** By field, the version at which what somebody else wrote was taken over: its inputs begin again from it. */
  taken: Readonly<Record<string, number>>;
}

/** Times a save is sent in a row upon what others go on writing in other fields; then it waits for a quiet moment. */
const TRIES = 4;

/**
 * What a person writes of a dossier and isn't kept yet. One save is under way at a time and only what was touched is sent, with
 * the version it was written upon. A newer version that leaves the touched fields as they were, by a move, another field or a
 * save whose answer was lost, is written upon without a word; one that changed a touched field asks.
 */
export class DossierDraft {
  private shown: Shown = { edits: {}, state: { kind: 'clean' }, taken: {} };
  private under: Save | undefined;
  private running: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private base: ProjectView,
    private readonly desk: Desk,
  ) {}

  readonly snapshot = (): Shown => this.shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Nothing is written that isn't kept. */
  get settled(): boolean {
    return this.running === undefined && Object.keys(this.shown.edits).length === 0;
  }

  edit(change: Dossier): void {
    const asking = this.shown.state.kind === 'conflict';
    this.show({ edits: { ...this.shown.edits, ...change }, ...(!asking && { state: { kind: 'unsaved' } }) });
  }

  /** Takes over what is newer; while something is written here, the next save finds out whether both go together. */
  follow(view: ProjectView): void {
    if (view.version > this.base.version && this.settled) this.take(view, []);
  }

  /** Saves what is written now, unless a save is under way. */
  save(): Promise<void> {
    this.running ??= this.send().finally(() => (this.running = undefined));
    return this.running;
  }

  /** Saves everything before something else happens to the dossier; false when that can't be. */
  async flush(): Promise<boolean> {
    await this.running;
    for (let tries = 0; tries < TRIES && !this.settled && !this.stuck; tries += 1) await this.save();
    return this.settled;
  }

  /** Drops what was written for what somebody else wrote. */
  async takeTheirs(): Promise<void> {
    const theirs = await this.desk.read();
    const touched = Object.keys(this.shown.edits);
    this.show({ edits: {}, state: { kind: 'clean' } });
    this.take(theirs, touched);
  }

  /** Writes again upon what somebody else wrote. */
  async keepMine(): Promise<void> {
    this.take(await this.desk.read(), []);
    this.show({ state: { kind: 'unsaved' } });
    await this.save();
  }

  private get stuck(): boolean {
    return this.shown.state.kind === 'refused' || this.shown.state.kind === 'conflict';
  }

  private async send(): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (this.shown.state.kind === 'conflict') return;
      const save = (this.under ??= this.next());
      if (!save) return;
      this.show({ state: { kind: 'saving' } });
      const answer = await this.desk.save(save).catch(() => undefined);
      // Without an answer nobody knows whether it was kept: the same save is sent again.
      if (!answer) return this.show({ state: { kind: 'unsaved' } });
      this.under = undefined;
      if ('kept' in answer) return this.kept(save, answer.kept);
      if (answer.refused.status !== 412) return this.refused(save, answer.refused);
      if (!(await this.rebase().catch(() => false))) return;
    }
  }

  private next(): Save | undefined {
    const { edits } = this.shown;
    if (Object.keys(edits).length === 0) return undefined;
    return { edits, version: this.base.version, key: crypto.randomUUID() };
  }

  private kept(save: Save, view: ProjectView): void {
    this.base = view;
    const left = without(this.shown.edits, save.edits);
    const written = Object.keys(left).length > 0;
    this.show({ edits: left, state: written ? { kind: 'unsaved' } : { kind: 'saved', at: new Date().toISOString() } });
  }

  /** What was written since may be right already: it is tried before anybody is told. */
  private refused(save: Save, problem: Problem): void {
    const since = this.shown.edits !== save.edits;
    this.show({ state: since ? { kind: 'unsaved' } : { kind: 'refused', problem } });
  }

  /** Whether the edits may be written upon the newest version: nobody else changed a field they touch. */
  private async rebase(): Promise<boolean> {
    this.show({ state: { kind: 'unsaved' } });
    const theirs = await this.desk.read();
    const [now, before] = [partsOf(theirs), partsOf(this.base)];
    const disputed = Object.entries(this.shown.edits).some(
      ([field, mine]) => !same(now[field], before[field]) && !same(now[field], mine),
    );
    if (disputed) this.show({ state: { kind: 'conflict', by: authorsSince(theirs, this.base.version) } });
    else this.take(theirs, []);
    return !disputed;
  }

  /** Makes this version the one that is written upon; fields that changed elsewhere, and those named, begin again. */
  private take(view: ProjectView, dropped: readonly string[]): void {
    const [now, before] = [partsOf(view), partsOf(this.base)];
    const others = Object.keys(now).filter((part) => !(part in this.shown.edits) && !same(now[part], before[part]));
    this.base = view;
    const again = [...dropped, ...others].map((part) => [part, view.version] as const);
    if (again.length > 0) this.show({ taken: { ...this.shown.taken, ...Object.fromEntries(again) } });
  }

  private show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    for (const listener of this.listeners) listener();
  }
}

function partsOf(view: ProjectView): Readonly<Record<string, unknown>> {
  return { ...view };
}

/** What was written since it was sent. */
function without(edits: Dossier, sent: Dossier): Dossier {
  return Object.fromEntries(
    Object.entries(edits).filter(([name, value]) => value !== sent[name as keyof Dossier]),
  ) as Dossier;
}

/** Nothing said and null say the same. */
function same(one: unknown, other: unknown): boolean {
  return hashKey([one ?? null]) === hashKey([other ?? null]);
}

function authorsSince({ history }: ProjectView, version: number): string[] {
  const later = history.filter(({ details }) => Number(details['version'] ?? 0) > version);
  return [...new Set(later.map(({ actor }) => actor))];
}
