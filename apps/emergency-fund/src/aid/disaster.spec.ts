import { glideFault } from './disaster';

const cyclone = { kind: 'TROPICAL_CYCLONE', country: 'MG', occurredOn: '2026-02-11' } as const;

describe('a GLIDE number', () => {
  it.each([
    ['TC-2026-000011-MDG', undefined],
    ['TC-2026-000011', undefined],
    ['TC-2025-000211-MDG', undefined],
    ['TC-2026-11-MDG', 'FORM'],
    ['tc-2026-000011-MDG', 'FORM'],
    ['TC-2026-000011-MDGX', 'FORM'],
    ['EQ-2026-000011-MDG', 'KIND'],
    ['TC-2020-000011-MDG', 'YEAR'],
    ['TC-2026-000011-HTI', 'COUNTRY'],
  ])('%s of a cyclone in Madagascar: %s', (glide, fault) => {
    expect(glideFault(glide, cyclone)).toBe(fault);
  });

  it('is not judged on a country whose letters are not known', () => {
    expect(glideFault('TC-2026-000011-FJI', { ...cyclone, country: 'FJ' })).toBeUndefined();
  });
});
