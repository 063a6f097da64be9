import { type Capitalisation, interestPeriod } from './interest-period';

describe('the period a credit of interest pays for', () => {
  it.each<[Capitalisation, string, string | null, string, string, string]>([
    ['QUARTERLY', '2020-01-01', '2025-09-30', '2026-01-01', '2025-10-01', '2025-12-31'],
    ['QUARTERLY', '2020-01-01', '2025-12-31', '2026-03-31', '2026-01-01', '2026-03-31'],
    ['QUARTERLY', '2020-01-01', null, '2026-01-02', '2025-10-01', '2025-12-31'],
    ['QUARTERLY', '2025-11-15', null, '2026-01-01', '2025-11-15', '2025-12-31'],
    ['QUARTERLY', '2020-01-01', '2025-12-31', '2026-03-30', '2026-01-01', '2026-03-29'],
    ['MONTHLY', '2020-01-01', '2026-01-31', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['YEARLY', '2020-06-01', '2024-12-31', '2026-01-01', '2025-01-01', '2025-12-31'],
    ['DAILY', '2020-01-01', '2026-02-18', '2026-02-20', '2026-02-19', '2026-02-19'],
    ['AT_MATURITY', '2025-02-20', null, '2026-02-20', '2025-02-20', '2026-02-19'],
  ])(
    '%s opened %s, credited to %s, value %s: %s to %s',
    (capitalisation, openedOn, creditedTo, valueDate, from, to) => {
      expect(interestPeriod({ capitalisation, openedOn, creditedTo }, valueDate)).toEqual({ from, to });
    },
  );
});
