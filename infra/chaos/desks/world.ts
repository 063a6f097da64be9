import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from '@abonde/testing';
import type { InsistentClient } from '../insistent-client';
import type { Model } from '../model';
import type { Random } from '../random';
import type { Recovering } from '../recoveries';

/** What everybody who works at the platform has in common. */
export interface World {
  client: InsistentClient;
  model: Model;
  /** Nobody begins anything new. */
  isOver: () => boolean;
  /** Nor is anything left to show of this one: the last fault is over and it has been itself again since. */
  isShown: (of: Recovering) => boolean;
}

/** Milliseconds in which something arrives from another service, faults included. */
const PATIENCE_MS = 300_000;

/** The donor of all agreements; the payments of all projects go to the city. */
export const DONOR = 'CHAOS-DONOR';
export const CITY = { code: 'KAMPOT', name: 'Kampot', country: 'KH' };

/** A breath between two things that one person does. */
export function breath(random: Random, least: number, most: number): Promise<void> {
  return sleep(random.between(least, most));
}

/** Looks until it is there. @throws when it doesn't come */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} never came`);
    await sleep(400);
  }
}

export async function today({ client }: World): Promise<string> {
  const { day }: Body = await client.get('auditor', '/api/clock');
  return day as string;
}

/** Euros of so many cents, as the API writes them. */
export function euros(cents: bigint): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
