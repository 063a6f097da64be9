import { check, type FoundEvent, type FoundTransaction } from './check';
import type { Effect } from './model';

const entry = (reference: string, cents: bigint): Effect => ({
  command: 'POST /api/contributions/journal-entries',
  book: 'contributions',
  kind: 'journal-entry',
  account: 'in-kind-use',
  reference,
  cents,
});
const transaction = (reference: string, cents: bigint, number: number): FoundTransaction => ({
  book: 'contributions',
  number,
  id: `id-${number}`,
  kind: 'journal-entry',
  reference,
  reverses: null,
  postings: [
    { account: 'in-kind-use', cents },
    { account: 'in-kind-resource', cents: -cents },
  ],
});
const registered = (subject: string): Effect => ({
  command: 'POST /api/contributions/donors',
  event: 'contributions.donor-registered',
  subject,
});
const event = (subject: string, sequence = 1): FoundEvent => ({
  event: 'contributions.donor-registered',
  subject,
  sequence,
  data: {},
});
const told = (...effects: Effect[]): Parameters<typeof check>[0] => ({
  effects,
  derivedKinds: ['interest-accrued'],
});

describe('the check of what was accepted', () => {
  it('finds each effect that is there once', () => {
    const findings = check(told(entry('A', 100n), registered('D')), [transaction('A', 100n, 1)], [event('D')]);
    expect(findings).toEqual({ expected: 2, found: 2, lost: [], doubled: [], wrong: [], unasked: [], disordered: [] });
  });

  it('names a lost effect', () => {
    const findings = check(told(entry('A', 100n), entry('B', 200n), registered('D')), [transaction('A', 100n, 1)], []);
    expect(findings.found).toBe(1);
    expect(findings.lost).toEqual([
      'contributions journal-entry 200 cents on in-kind-use {"reference":"B"} (POST /api/contributions/journal-entries)',
      'contributions.donor-registered of D {} (POST /api/contributions/donors)',
    ]);
  });

  it('names a doubled effect', () => {
    const findings = check(
      told(entry('A', 100n), registered('D')),
      [transaction('A', 100n, 1), transaction('A', 100n, 2)],
      [event('D'), event('D', 2)],
    );
    expect(findings.found).toBe(0);
    expect(findings.doubled).toEqual([
      'contributions journal-entry 100 cents on in-kind-use {"reference":"A"} (POST /api/contributions/journal-entries), 2 times',
      'contributions.donor-registered of D {} (POST /api/contributions/donors), 2 times',
    ]);
  });

  it('names an effect of another amount, to the cent', () => {
    expect(check(told(entry('A', 100n)), [transaction('A', 101n, 1)], []).wrong).toHaveLength(1);
  });

  it('names what nobody asked for, and what was refused and is there', () => {
    const accrued: FoundTransaction = { ...transaction('I', 1n, 3), kind: 'interest-accrued' };
    const findings = check(told(), [transaction('REFUSED', 5n, 1), transaction('X', 5n, 2), accrued], []);
    expect(findings.unasked).toEqual([
      'contributions 1 journal-entry REFUSED id-1',
      'contributions 2 journal-entry X id-2',
    ]);
  });

  it('tells apart what is of the same kind by what it is about', () => {
    const receipt = (agreement: string): Effect => ({
      command: 'statement 1',
      book: 'treasury',
      kind: 'receipt-matched',
      account: 'clearing:contributions',
      cents: 100n,
      agreement,
    });
    const match = (agreement: string, number: number): FoundTransaction => ({
      ...transaction('', 0n, number),
      book: 'treasury',
      kind: 'receipt-matched',
      postings: [{ account: 'clearing:contributions', cents: 100n, agreement }],
    });
    expect(check(told(receipt('A'), receipt('B')), [match('A', 1), match('A', 2)], [])).toMatchObject({
      lost: [expect.stringContaining('"agreement":"B"')],
      doubled: [expect.stringContaining('"agreement":"A"')],
    });
  });

  it('tells an entry from what takes it back', () => {
    const back: FoundTransaction = { ...transaction('A', -100n, 2), reverses: 'id-1' };
    const taken: Effect = { ...entry('A', -100n), reverses: 'id-1' };
    expect(check(told(entry('A', 100n), taken), [transaction('A', 100n, 1), back], [])).toMatchObject({
      ...{ found: 2, doubled: [], unasked: [] },
    });
  });

  it('names a gap and a repetition in the sequence of a key', () => {
    const events = [event('GAP'), event('GAP', 3), event('AGAIN'), event('AGAIN')];
    expect(check(told(), [], events).disordered).toEqual(['contributions GAP: 1 3', 'contributions AGAIN: 1 1']);
  });
});
