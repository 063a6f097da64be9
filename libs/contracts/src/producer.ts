import { z } from 'zod';

export interface Declared<Data extends z.ZodType = z.ZodType> {
  /** The aggregate whose id is the Kafka key: order holds within it. */
  readonly key: string;
  readonly data: Data;
}

type Versioned<Context extends string, Events extends Record<string, Declared>, Version extends number> = {
  [Name in keyof Events & string as `abonde.${Context}.${Name}.v${Version}`]: Events[Name];
};

/**
 * Declares the events of one producer; the short names become full types such as `abonde.treasury.receipt-matched.v1`.
 * @param version of all these events; those of another version are declared by another call
 */
export function producer<
  const Context extends string,
  Events extends Record<string, Declared>,
  const Version extends number = 1,
>(context: Context, events: Events, version = 1 as Version): Versioned<Context, Events, Version> {
  return Object.fromEntries(
    Object.entries(events).map(([name, declared]) => [`abonde.${context}.${name}.v${version}`, declared]),
  ) as Versioned<Context, Events, Version>;
}

export function event<Data extends z.ZodType>(key: string, data: Data): Declared<Data> {
  return { key, data };
}
