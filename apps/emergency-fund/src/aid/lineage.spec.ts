import { type Entry, lineageOf, type Origin } from './lineage';

const FUND = 'fund:emergency';
const blank: Origin = { project: null, agreement: null, disposition: null };
const from = (project: string): Origin => ({ project, agreement: 'A', disposition: 'EMERGENCY_FUND' });
const entry = (origin: Origin, minor: bigint, of: string | null = null): Entry => ({
  account: FUND,
  origin,
  minor,
  case: of,
});
const brief = (entries: Entry[], of: string) => lineageOf(entries, of).map(({ project, minor }) => [project, minor]);

describe('which projects paid for an aid', () => {
  const income = [entry(from('P1'), 100n), entry(from('P2'), 50n), entry(from('P3'), 70n)];

  it('takes what came in first', () => {
    const entries = [...income, entry(blank, -120n, 'X'), entry(blank, -60n, 'Y')];
    expect(brief(entries, 'X')).toEqual([
      ['P1', 100n],
      ['P2', 20n],
    ]);
    expect(brief(entries, 'Y')).toEqual([
      ['P2', 30n],
      ['P3', 30n],
    ]);
  });

  it('lets a restatement take its own lots, not those of others', () => {
    expect(brief([...income, entry(from('P2'), -50n), entry(blank, -150n, 'X')], 'X')).toEqual([
      ['P1', 100n],
      ['P3', 50n],
    ]);
  });

  it('puts what came back where it was, and the lines add up to the aid', () => {
    const entries = [...income, entry(blank, -120n, 'X'), entry(blank, 30n, 'X'), entry(blank, -60n, 'Y')];
    expect(brief(entries, 'X')).toEqual([['P1', 90n]]);
    expect(brief(entries, 'Y')).toEqual([
      ['P1', 10n],
      ['P2', 50n],
    ]);
  });
});
