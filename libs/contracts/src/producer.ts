import { z } from 'zod';

export interface Declared<Data extends z.ZodType = z.ZodType> {
  /** The aggregate whose id is the Kafka key: order holds within it. */
  readonly key: string;
  readonly data: Data;
}

type Versioned<Context extends string, Events extends Record<string, Declared>> = {
  [Name in keyof Events & string as `abonde.${Context}.${Name}.v1`]: Events[Name];
};

/** Declares the events of one producer; the short names become full types such as `abonde.treasury.receipt-matched.v1`. */
export function producer<const Context extends string, Events extends Record<string, Declared>>(
  context: Context,
  events: Events,
): Versioned<Context, Events> {
  return Object.fromEntries(
    Object.entries(events).map(([name, declared]) => [`abonde.${context}.${name}.v1`, declared]),
  ) as Versioned<Context, Events>;
}

export function event<Data extends z.ZodType>(key: string, data: Data): Declared<Data> {
  return { key, data };
}
