import { Recoveries } from './recoveries';

describe('recoveries', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('last from the end of a fault to the next answer of each that it hit', async () => {
    const recoveries = new Recoveries();
    const overcome = recoveries.ended({ kind: 'kill', services: ['treasury', 'reporting'], downMs: 100 });
    jest.setSystemTime(1_500);
    recoveries.answered('treasury');
    recoveries.answered('gateway');
    expect(recoveries.missing).toEqual(['reporting after kill treasury and reporting']);
    jest.setSystemTime(4_000);
    recoveries.answered('reporting');
    await overcome;
    expect(recoveries.byWhom.map(({ of, milliseconds }) => [of, milliseconds])).toEqual([
      ['reporting', 4_000],
      ['treasury', 1_500],
    ]);
    expect(recoveries.missing).toEqual([]);
  });

  it('are measured from the last fault that disturbed them', () => {
    const recoveries = new Recoveries();
    void recoveries.ended({ kind: 'kill', services: ['treasury'], downMs: 100 });
    jest.setSystemTime(9_000);
    void recoveries.ended({ kind: 'cut', line: 'door', times: 1 });
    jest.setSystemTime(10_000);
    recoveries.answered('treasury');
    expect(recoveries.byWhom).toEqual([{ of: 'treasury', fault: 'kill treasury, then cut door', milliseconds: 1_000 }]);
  });

  it('are not shown by an answer to what was asked before', () => {
    const recoveries = new Recoveries();
    void recoveries.ended({ kind: 'crash-kafka', downMs: 100 });
    recoveries.answered('event-log', -1);
    expect(recoveries.missing).toEqual(['event-log after crash kafka']);
    recoveries.answered('event-log', 0);
    expect(recoveries.missing).toEqual([]);
  });
});
