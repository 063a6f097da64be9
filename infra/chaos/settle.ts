import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from '@abonde/testing';
import type { InsistentClient } from './insistent-client';

/** Milliseconds in which everything that is on its way has to arrive, once nothing disturbs it any more. */
const SETTLED_WITHIN_MS = 300_000;

/** Until nothing is unpublished, unread or between two books. @returns whether it came to that in time */
export async function settle(client: InsistentClient): Promise<boolean> {
  const end = Date.now() + SETTLED_WITHIN_MS;
  let calm = 0;
  while (calm < 3) {
    if (Date.now() > end) return false;
    calm = (await isCalm(client)) ? calm + 1 : 0;
    await sleep(500);
  }
  return true;
}

async function isCalm(client: InsistentClient): Promise<boolean> {
  const { status, lags }: Body = await client.get('auditor', '/api/health');
  if (status !== 'ok' || lags.outbox + lags.consumers > 0) return false;
  const { clearing, books }: Body = await client.get('auditor', '/api/reporting/integrity');
  return (
    clearing.every(({ inFlight }: Body) => inFlight.length === 0) && books.every(({ behind }: Body) => behind === 0)
  );
}

/** What the integrity page has against the books; nothing when it is content. */
export function complaintsOf({
  ok,
  invariants,
  clearing,
  books,
  conservation,
  deadLetters,
  shortfalls,
}: Body): string[] {
  return [
    ...(ok ? [] : ['the integrity page is not content']),
    ...invariants
      .filter((one: Body) => !one.ok)
      .map(({ number, name, violations }: Body) => `invariant ${number} ${name}: ${violations.join(', ')}`),
    ...clearing
      .filter(({ difference, inFlight }: Body) => difference.amount !== '0.00' || inFlight.length > 0)
      .map(({ pair, difference, inFlight }: Body) => `${pair}: ${difference.amount}, ${inFlight.length} in flight`),
    ...books
      .filter(({ verified, behind }: Body) => !verified || behind > 0)
      .map(({ book, firstBad, behind }: Body) => `${book}: ${JSON.stringify(firstBad)}, ${behind} behind`),
    ...(conservation.difference.amount === '0.00' ? [] : [`conservation: ${conservation.difference.amount}`]),
    ...deadLetters.map(({ service, count }: Body) => `${count} dead letters in ${service}`),
    ...shortfalls.map(({ account, amount }: Body) => `shortfall of ${amount.amount} on ${account}`),
  ];
}

/** Reads everything again from the log. @returns what differs from before; nothing when it is the same */
export async function rebuild(client: InsistentClient): Promise<string[]> {
  const before: Body = await client.get('auditor', '/api/reporting/digest');
  const { epoch }: Body = await client.as('administrator').post('/api/reporting/rebuild', { reason: 'chaos' });
  const end = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const { lags }: Body = await client.get('auditor', '/api/health');
    const after: Body = await client.get('auditor', '/api/reporting/digest');
    const isRead = after.epoch === epoch && after.events >= before.events && lags.consumers === 0;
    if (isRead && after.digest === before.digest) return [];
    if (Date.now() > end) return [`${JSON.stringify(before)} was ${JSON.stringify(after)} after a rebuild`];
    await sleep(500);
  }
}
