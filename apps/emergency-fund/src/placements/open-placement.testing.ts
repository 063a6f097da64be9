import type { TestService } from '@abonde/testing';

/** A remunerated account of the pool in euros. */
export async function openPlacement(
  service: TestService,
  rate: string,
  from: string,
  more: object = {},
): Promise<void> {
  const officer = service.http('finance-officer');
  const opened = await officer.post('/placements', {
    account: 'MAIN-EUR',
    currency: 'EUR',
    dayCount: 'ACT/360',
    capitalisation: 'QUARTERLY',
    openedOn: from,
    ...more,
  });
  expect(opened.status).toBe(201);
  const set = await officer.post(`/placements/${opened.body.code}/rates`, { from, rate });
  expect(set.status).toBe(201);
  expect((await service.http('finance-controller').post(`/placements/rates/${set.body.id}/confirm`)).status).toBe(200);
}
