import { earliestBreak, maturityOn, type MaturityConvention } from './maturity';

describe('maturity of a term deposit', () => {
  it.each<[MaturityConvention, string, string]>([
    // Good Friday 3 April and Easter Monday 6 April 2026.
    ['FOLLOWING', '2026-04-03', '2026-04-07'],
    ['PRECEDING', '2026-04-03', '2026-04-02'],
    ['MODIFIED_FOLLOWING', '2026-04-03', '2026-04-07'],
    ['NONE', '2026-04-03', '2026-04-03'],
    // Saturday 28 February 2026: the next one is in March.
    ['FOLLOWING', '2026-02-28', '2026-03-02'],
    ['MODIFIED_FOLLOWING', '2026-02-28', '2026-02-27'],
    ['FOLLOWING', '2026-12-25', '2026-12-28'],
    ['FOLLOWING', '2026-03-03', '2026-03-03'],
  ])('%s: agreed on %s, it matures on %s', (convention, agreed, expected) => {
    expect(maturityOn(agreed, convention)).toBe(expected);
  });

  it.each([
    ['2025-06-02', 32, '2025-07-04'],
    // 32 days later is a Saturday.
    ['2025-06-03', 32, '2025-07-07'],
    ['2025-06-02', 0, '2025-06-02'],
  ])('notice on %s of %s days: it may end on %s', (noticeOn, noticeDays, expected) => {
    expect(earliestBreak(noticeOn, noticeDays)).toBe(expected);
  });
});
