import { type Entry, lineageOf, type Origin } from './lineage';

const FUND = 'fund:emergency';
const blank: Origin = { project: null, agreement: null, disposition: null };
const from = (project: string): Origin => ({ project, agreement: 'A', disposition: 'EMERGENCY_FUND' });
const entry = (origin: Origin, minor: bigint, of: string | null = null, aids: string[] = []): Entry => ({
  account: FUND,
  origin,
  minor,
  case: of,
  aids,
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

  it('takes back from the aid it comes back from, not from a later one of the same case', () => {
    const taken = [entry(blank, -100n, 'X', ['first']), entry(blank, -60n, 'X', ['second'])];
    const back = (aid: string) => brief([...income, ...taken, entry(blank, 60n, 'X', [aid])], 'X');
    expect(back('first')).toEqual([
      ['P1', 40n],
      ['P2', 50n],
      ['P3', 10n],
    ]);
    expect(back('second')).toEqual([['P1', 100n]]);
  });

  it('is not what a donor’s bank called back: a donation that leaves takes its own lots', () => {
    const donated = [entry(from('D1'), 100n, 'X'), entry(from('D2'), 50n, 'X'), entry(from('D1'), -100n, 'X')];
    expect(brief([...donated, entry(blank, -40n, 'X', ['first'])], 'X')).toEqual([['D2', 40n]]);
  });
});
