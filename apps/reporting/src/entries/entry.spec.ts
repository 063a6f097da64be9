import { entriesOf, type SealedEvent } from './entry';
import { SealedBooks } from './sealed-books.testing';

describe('what an entry is about', () => {
  const projects = (lines: [string, Record<string, string>][]) => {
    const data = new SealedBooks().post('emergency-fund', { lines, dimensions: { instrument: 'EMERGENCY' } });
    return entriesOf({ data } as SealedEvent).map(({ account, project }) => [account, project]);
  };

  it('is the project that the whole transaction names, on lines that name none', () => {
    expect(
      projects([
        ['fund:transfer:treasury > fund:money 3.00', {}],
        ['fund:money > fund:emergency 3.00', { project: 'HUE' }],
      ]),
    ).toEqual([
      ['fund:transfer:treasury', 'HUE'],
      ['fund:money', 'HUE'],
      ['fund:money', 'HUE'],
      ['fund:emergency', 'HUE'],
    ]);
  });

  it('is never another line’s project where interest is shared: money without one has none', () => {
    expect(
      projects([
        ['accrued-interest:USD > interest-income 5.00', { project: 'HUE', disposition: 'EMERGENCY_FUND' }],
        ['accrued-interest:USD > interest-income 7.00', { agreement: 'BMGF', disposition: 'RETAIN_IN_AGREEMENT' }],
      ]),
    ).toEqual([
      ['accrued-interest:USD', 'HUE'],
      ['interest-income', 'HUE'],
      ['accrued-interest:USD', null],
      ['interest-income', null],
    ]);
  });
});
