import { faultsFound, printed, type Report } from './report';

const withstood: Report = {
  seed: 4711,
  minutes: 3,
  eventLog: 'kafka',
  seconds: 240,
  settled: true,
  faults: { 'kill treasury': 2, 'hang database': 1 },
  daysTurned: 40,
  accepted: { treasury: 100, gateway: 40 },
  retried: { '503 SERVICE_UNAVAILABLE': 7 },
  refused: {},
  surprises: [],
  findings: { expected: 300, found: 300, lost: [], doubled: [], wrong: [], unasked: [], disordered: [] },
  integrity: [],
  transactions: [{ book: 'treasury', transactions: 120 }],
  differentBalances: [],
  rebuild: [],
  recoveries: [
    { of: 'treasury', fault: 'kill treasury', milliseconds: 4_210 },
    { of: 'event-log', fault: 'hang database', milliseconds: 900 },
  ],
  neverRecovered: [],
  delays: { median: 120, longest: 4_900 },
  endedAlone: {},
};

describe('the report', () => {
  it('says that nothing was lost', () => {
    expect(faultsFound(withstood)).toEqual([]);
    const text = printed(withstood);
    for (const line of [
      '4711, 3 minutes',
      '3: kill treasury 2, hang database 1',
      '4.2 s, treasury after kill treasury',
    ])
      expect(text).toContain(line);
    expect(text).toContain('Nothing lost, nothing twice.');
  });

  it.each<[string, Partial<Report>]>([
    ['lost: L', { findings: { ...withstood.findings, lost: ['L'] } }],
    ['doubled: D', { findings: { ...withstood.findings, doubled: ['D'] } }],
    ['wrong amount: W', { findings: { ...withstood.findings, wrong: ['W'] } }],
    ['nobody asked for: N', { findings: { ...withstood.findings, unasked: ['N'] } }],
    ['out of sequence: S', { findings: { ...withstood.findings, disordered: ['S'] } }],
    ['surprise: refused', { surprises: ['refused'] }],
    ['integrity: invariant 3', { integrity: ['invariant 3'] }],
    ['balance: bank', { differentBalances: ['bank'] }],
    ['rebuild: digest', { rebuild: ['digest'] }],
    ['never recovered: treasury', { neverRecovered: ['treasury'] }],
    ['not everything arrived in time', { settled: false }],
  ])('holds it against the platform: %s', (sentence, differing) => {
    const report = { ...withstood, ...differing };
    expect(faultsFound(report)).toEqual([sentence]);
    expect(printed(report)).toContain(sentence);
    expect(printed(report)).not.toContain('Nothing lost');
  });
});
