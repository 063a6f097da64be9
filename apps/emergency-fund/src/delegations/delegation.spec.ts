import { capacityFor, type Granted, holdsOn, ranksFor } from './delegation';

const granted: Granted = {
  id: 'd',
  office: 'PRESIDENCY',
  delegator: 'helene',
  delegatorName: 'Hélène',
  from: '2026-02-10',
  to: '2026-02-20',
  endedOn: null,
};

describe('a delegation', () => {
  it.each([
    ['2026-02-09', null, false],
    ['2026-02-10', null, true],
    ['2026-02-20', null, true],
    ['2026-02-21', null, false],
    ['2026-02-14', '2026-02-15', true],
    ['2026-02-15', '2026-02-15', false],
  ])('on %s, ended on %s: holds %s', (day, endedOn, holds) => {
    expect(holdsOn({ ...granted, endedOn }, day)).toBe(holds);
  });

  it.each([
    ['PRESIDENCY', 'committee-presidency', true],
    ['PRESIDENCY', 'secretariat', false],
    ['PRESIDENCY', 'finance-controller', false],
    ['COMMITTEE_PRESIDENCY', 'presidency', true],
    ['COMMITTEE_PRESIDENCY', 'bureau-secretary', false],
    ['SECRETARIAT', 'bureau-secretary', true],
    ['SECRETARIAT', 'presidency', false],
  ] as const)('of %s to %s: of a suitable rank %s', (office, role, suits) => {
    expect(ranksFor(office, [role])).toBe(suits);
  });

  it('gives a capacity on its days only, for the act and for the day it counts for', () => {
    const capacity = (...days: string[]) => capacityFor('PRESIDENCY', ['committee-presidency'], [granted], days);
    expect(capacity('2026-02-12', '2026-02-12')).toEqual({ own: false, delegation: granted });
    expect(capacity('2026-02-12', '2026-02-09')).toBeUndefined();
    expect(capacity('2026-02-21', '2026-02-12')).toBeUndefined();
  });

  it('is of no use to who holds the office, and none to who has lost the rank', () => {
    expect(capacityFor('PRESIDENCY', ['presidency'], [granted], ['2026-02-12'])).toEqual({ own: true });
    expect(capacityFor('PRESIDENCY', ['auditor'], [granted], ['2026-02-12'])).toBeUndefined();
    expect(capacityFor('SECRETARIAT', ['committee-presidency'], [granted], ['2026-02-12'])).toBeUndefined();
  });
});
