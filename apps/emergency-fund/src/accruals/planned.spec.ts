import { epochDay } from '@abonde/calendar';
import { withPlanned } from './planned';
import { Pool, type UnitHistory } from './pool';

const from = epochDay('2026-03-01');
const unit = (project: string | null, agreement: string, ...held: [string, bigint][]): UnitHistory => ({
  project,
  agreement,
  held: { days: held.map(([day]) => epochDay(day)), values: held.map(([, minor]) => minor) },
});
const balances = (units: UnitHistory[], day: string) =>
  Object.fromEntries(
    Pool.of({ units, clauses: new Map(), projects: new Map() })
      .holdings(epochDay(day), epochDay(day) + 1)
      .map(({ project, agreement, minor }) => [`${project}/${agreement}`, minor]),
  );

describe('money still to come', () => {
  const units = [
    unit('P', 'A', ['2026-01-01', 60_00n], ['2026-06-01', 90_00n]),
    unit('P', 'B', ['2026-01-01', 40_00n]),
    unit(null, 'A', ['2026-01-01', 5_00n]),
  ];

  it('joins its envelope on its day, a new one too', () => {
    const planned = [
      { project: null, agreement: 'A', day: '2026-04-01', minor: 7_00n },
      { project: null, agreement: 'C', day: '2026-04-01', minor: 1_00n },
    ];
    const future = withPlanned(units, planned);
    expect(balances(future, '2026-03-31')).toEqual({ 'P/A': 60_00n, 'P/B': 40_00n, 'null/A': 5_00n });
    expect(balances(future, '2026-04-01')).toEqual({
      'P/A': 60_00n,
      'P/B': 40_00n,
      'null/A': 12_00n,
      'null/C': 1_00n,
    });
  });

  it('leaves a project by what each agreement holds that day, to the cent, and stays gone afterwards', () => {
    const future = withPlanned(units, [{ project: 'P', agreement: null, day: '2026-05-01', minor: -33_33n }]);
    expect(balances(future, '2026-05-01')).toEqual({ 'P/A': 40_00n, 'P/B': 26_67n, 'null/A': 5_00n });
    expect(balances(future, '2026-06-01')).toMatchObject({ 'P/A': 70_00n });
  });

  it('changes nothing when nothing is known, nor when a project holds nothing', () => {
    expect(withPlanned(units, [])).toEqual(units);
    expect(withPlanned(units, [{ project: 'Q', agreement: null, day: '2026-05-01', minor: -1n }])).toEqual(units);
    expect(from).toBeGreaterThan(0);
  });
});
