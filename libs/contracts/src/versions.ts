import { z } from 'zod';
import { InvalidEvent } from './invalid-event';
import type { Declared } from './producer';

/** A version that is published no more but stands in the log for ever: read, checked, and brought to its successor. */
export interface OutdatedVersion {
  /** The next version, itself current or outdated. */
  readonly successor: string;
  readonly key: string;
  readonly data: z.ZodType;
  upcast(data: unknown): unknown;
}

/** The types that are published, by their full name. */
export type Current = Readonly<Record<string, Declared>>;
/** The types that were, by theirs. */
export type Outdated = Readonly<Record<string, OutdatedVersion>>;

/**
 * Declares an outdated version. `upcast` gives the content its successor declares, from nothing but the old content: no
 * clock, no look-up, so that a replay gives the same event for ever.
 */
export function outdatedVersion<Old extends z.ZodType, New extends z.ZodType>(
  key: string,
  data: Old,
  { successor, upcast }: { successor: { type: string; data: New }; upcast: (data: z.output<Old>) => z.input<New> },
): OutdatedVersion {
  return { key, data, successor: successor.type, upcast: (content) => upcast(content as z.output<Old>) };
}

/** What events of any version become: the newest version of their type. */
export class Versions {
  constructor(
    private readonly current: Current,
    private readonly outdated: Outdated,
  ) {}

  /** The newest version of a type: itself, if it is; undefined when nobody ever declared it. */
  newest(type: string): string | undefined {
    if (Object.hasOwn(this.current, type)) return type;
    const old = this.old(type);
    return old && this.newest(old.successor);
  }

  /** @throws {InvalidEvent} naming what is wrong */
  read(type: string, content: unknown): { type: string; data: unknown } {
    const old = this.old(type);
    if (old) return this.read(old.successor, this.upcast(type, old, checked(type, old.data, content)));
    const declared = Object.hasOwn(this.current, type) ? this.current[type] : undefined;
    if (!declared) throw new InvalidEvent(this.unknown(type));
    return { type, data: checked(type, declared.data, content) };
  }

  private old(type: string): OutdatedVersion | undefined {
    return Object.hasOwn(this.outdated, type) ? this.outdated[type] : undefined;
  }

  private upcast(type: string, { successor, upcast }: OutdatedVersion, data: unknown): unknown {
    try {
      return upcast(data);
    } catch (error) {
      throw new InvalidEvent(`${type} cannot become ${successor}: ${String(error)}`);
    }
  }

  private unknown(type: string): string {
    const name = type.replace(/\.v\d+$/, '.v');
    const known = [...Object.keys(this.current), ...Object.keys(this.outdated)].filter(
      (one) => one.replace(/\.v\d+$/, '.v') === name,
    );
    const versions = known.length > 0 ? `; known: ${known.sort().join(', ')}` : '';
    return `Unknown event type or version: ${type}${versions}`;
  }
}

/** @throws {InvalidEvent} when the content is not what the type declares */
export function checked<Schema extends z.ZodType>(type: string, schema: Schema, content: unknown): z.output<Schema> {
  const result = schema.safeParse(content);
  if (!result.success) throw new InvalidEvent(`${type}: ${z.prettifyError(result.error)}`);
  return result.data;
}
