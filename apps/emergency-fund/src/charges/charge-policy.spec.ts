import { bearerOf, type ChargePolicy } from './charge-policy';

const policies: ChargePolicy[] = [
  { from: '2026-01-01', bearer: 'EMERGENCY_FUND' },
  { from: '2026-04-01', bearer: 'EMERGENCY_FUND' },
  { from: '2026-04-01', bearer: 'GENERAL' },
];

describe('negative interest is borne', () => {
  it.each([
    ['by the general resources while nothing is decided', [], '2026-02-01', 'GENERAL'],
    ['by them before the first decision holds', policies, '2025-12-31', 'GENERAL'],
    ['as decided from its first day', policies, '2026-01-01', 'EMERGENCY_FUND'],
    ['as decided until the next', policies, '2026-03-31', 'EMERGENCY_FUND'],
    ['by the last of two decisions of one day', policies, '2026-06-30', 'GENERAL'],
  ] as const)('%s', (_, known, day, bearer) => {
    expect(bearerOf(known, day)).toBe(bearer);
  });
});
