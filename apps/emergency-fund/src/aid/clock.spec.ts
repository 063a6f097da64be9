import { type Clock, spansOf, stageOf, type Step } from './clock';

const clockOf = (days: Partial<Record<Step, string>>): Clock => {
  const moment = (step: Step) => (days[step] === undefined ? null : { on: days[step], at: null });
  return {
    opened: { on: days.opened ?? '2026-01-01', at: null },
    proposed: moment('proposed'),
    signed: moment('signed'),
    decided: moment('decided'),
    paid: moment('paid'),
    reported: moment('reported'),
    closed: moment('closed'),
  };
};

describe('the clock of an aid', () => {
  it.each([
    [{}, 'OPENED'],
    [{ proposed: '2026-01-02' }, 'PROPOSED'],
    [{ proposed: '2026-01-02', signed: '2026-01-03', decided: '2026-01-04' }, 'DECIDED'],
    [{ closed: '2026-02-01' }, 'CLOSED'],
  ] as const)('%p is at stage %s', (days, stage) => {
    expect(stageOf(clockOf(days))).toBe(stage);
  });

  it('tells how many days each part takes, over the cases that have gone it', () => {
    const clocks = ['02', '05', '09', '30'].map((day) => clockOf({ decided: `2026-01-${day}` }));
    const spans = spansOf([...clocks, clockOf({})]);
    expect(spans.find(({ from, to }) => from === 'opened' && to === 'decided')).toEqual({
      from: 'opened',
      to: 'decided',
      cases: 4,
      median: 4,
      longest: 29,
    });
    expect(spans.find(({ from, to }) => from === 'paid' && to === 'reported')).toMatchObject({
      cases: 0,
      median: null,
      longest: null,
    });
  });
});
