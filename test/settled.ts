import { type Body, eventually } from '@abonde/testing';
import { PATIENCE } from './person';
import type { Platform } from './platform';

/** Until every service has published and read all there is. */
export async function caughtUp(platform: Platform): Promise<void> {
  let calm = 0;
  await eventually(async () => {
    const { lags } = await platform.as('auditor').get('/api/health');
    calm = lags.outbox + lags.consumers === 0 ? calm + 1 : 0;
    return calm > 1;
  }, PATIENCE);
}

/** What the integrity page has to say once everything has arrived. */
export async function intact(platform: Platform): Promise<void> {
  await eventually(async () => {
    const integrity = await platform.as('auditor').get('/api/reporting/integrity');
    const { invariants, clearing, books, conservation, deadLetters, shortfalls, ok } = integrity;
    const broken = invariants.filter((invariant: Body) => !invariant.ok);
    const inFlight = clearing.flatMap((pair: Body) => pair.inFlight);
    const unverified = books.filter(({ verified, behind }: Body) => !verified || behind > 0);
    expect({ broken, inFlight, unverified, deadLetters, shortfalls }).toEqual({
      broken: [],
      inFlight: [],
      unverified: [],
      deadLetters: [],
      shortfalls: [],
    });
    expect(clearing.map(({ difference }: Body) => difference.amount)).toEqual(clearing.map(() => '0.00'));
    expect([conservation.difference.amount, ok]).toEqual(['0.00', true]);
  }, PATIENCE);
}
