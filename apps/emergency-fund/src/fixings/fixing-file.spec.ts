import { readFixings } from './fixing-file';

describe('a file of fixings', () => {
  it('is read as the ECB data portal writes it', () => {
    const csv = [
      '\uFEFFKEY,FREQ,BENCHMARK_ITEM,DATA_TYPE_EST,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE',
      'EST.B.EU000A2X2A25.WT,B,EU000A2X2A25,WT,2026-02-19,1.931,A,Euro short-term rate',
      'EST.B.EU000A2X2A25.WT,B,EU000A2X2A25,WT,2026-02-20,-0.5,A,Euro short-term rate',
      '',
    ].join('\r\n');
    expect(readFixings(csv)).toEqual({
      fixings: [
        { day: '2026-02-19', rate: '1.931' },
        { day: '2026-02-20', rate: '-0.5' },
      ],
      faults: [],
    });
  });

  it('is read with a day and a rate', () => {
    expect(readFixings('rate;day\n"1.93";"2026-02-20"')).toEqual({
      fixings: [{ day: '2026-02-20', rate: '1.93' }],
      faults: [],
    });
  });

  it.each([
    ['day,value\n2026-02-20,1.93', 1, 'MISSING_COLUMN', 'day,value'],
    ['', 1, 'MISSING_COLUMN', ''],
    ['day,rate\n2026-02-30,1.93', 2, 'INVALID_DAY', '2026-02-30'],
    ['day,rate\n20/02/2026,1.93', 2, 'INVALID_DAY', '20/02/2026'],
    ['day,rate\n2026-02-20,1.93\n2026-02-21,1.93', 3, 'NOT_A_TARGET_DAY', '2026-02-21'],
    ['day,rate\n2026-04-03,1.93', 2, 'NOT_A_TARGET_DAY', '2026-04-03'],
    ['day,rate\n2026-02-20,"1,93"', 2, 'INVALID_RATE', '"1'],
    ['day,rate\n2026-02-20,', 2, 'INVALID_RATE', ''],
    ['day,rate\n2026-02-20,"1.93', 2, 'INVALID_RATE', '"1.93'],
    ['day,rate\n2026-02-20,1.93\n2026-02-20,1.94', 3, 'DAY_TWICE', '2026-02-20'],
  ])('%j is refused at line %s: %s', (csv, line, code, given) => {
    expect(readFixings(csv).faults).toEqual([{ line, code, given }]);
  });
});
