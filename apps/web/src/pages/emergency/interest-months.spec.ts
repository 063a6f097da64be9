import { interestMonths } from './interest-months';

const euros = (amount: string) => ({ amount, currency: 'EUR' });

describe('interest month by month', () => {
  const months = interestMonths(
    { to: '2026-02-20', credited: [{ month: '2025-12', amount: { ...euros('1200.50'), entries: '/entries' } }] },
    [
      { on: '2026-02-28', amount: euros('10.00') },
      { on: '2026-03-31', amount: euros('900.00') },
      { on: '2026-03-31', amount: euros('-0.25') },
      { on: '2027-03-31', amount: euros('1.00') },
    ],
  );

  it('goes from a year back to a year ahead', () => {
    expect([months.length, months[0]?.month, months[11]?.month, months.at(-1)?.month]).toEqual([
      ...[24, '2025-03', '2026-02', '2027-02'],
    ]);
  });

  it('puts what was credited and what is to come in its month, to the cent', () => {
    const told = months.filter(({ credited, coming }) => credited !== 0n || coming !== 0n);
    expect(told).toEqual([
      { month: '2025-12', credited: 120050n, entries: '/entries', coming: 0n },
      { month: '2026-02', credited: 0n, entries: undefined, coming: 1000n },
      { month: '2026-03', credited: 0n, entries: undefined, coming: 89975n },
    ]);
  });
});
