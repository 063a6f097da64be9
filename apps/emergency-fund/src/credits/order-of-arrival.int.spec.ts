import { balances, startEmergencyFund, unsound } from '../fund/journal.testing';
import { openPlacement } from '../placements/open-placement.testing';
import { Others } from '../fund/others.testing';

describe('order of arrival', () => {
  const arrive = async (facts: ((others: Others) => Promise<unknown>)[]): Promise<unknown> => {
    const service = await startEmergencyFund();
    try {
      const others = new Others(service);
      await service.setDay('2026-01-31');
      await openPlacement(service, '2.25', '2025-10-01');
      for (const fact of facts) {
        await fact(others);
        await service.http('finance-officer').post('/accruals', { through: '2026-01-31' });
      }
      expect(await unsound(service)).toEqual([]);
      const accrued = await service.sql('SELECT key, minor FROM accrued_lines ORDER BY key');
      const credited = await service.sql('SELECT key, sum(minor) AS minor FROM credit_lines GROUP BY key ORDER BY key');
      return { accrued, credited, balances: await balances(service) };
    } finally {
      await service.stop();
    }
  };

  it('ends in the same cents: before the credit, after it, or backwards', async () => {
    const facts = [
      (others: Others) => others.agreement('A'),
      (others: Others) => others.agreement('B', [{ from: '2025-11-11', kind: 'RETAIN_IN_AGREEMENT' }]),
      (others: Others) => others.projectMoney('P', 'A', '77777.77', '2025-09-01'),
      (others: Others) => others.projectMoney('P', 'B', '33333.33', '2025-10-13'),
      (others: Others) => others.envelope('A', '9999.99', '2025-12-24'),
      (others: Others) => others.attributed('P', '200000.00', '2025-10-05'),
      (others: Others) => others.state('P', 'IN_PROGRESS', '2025-10-20'),
      (others: Others) => others.state('P', 'SUSPENDED', '2025-12-20'),
      (others: Others) => others.opening('1234.56', '2025-10-01'),
      (others: Others) =>
        others.credited(
          '555.55',
          { from: '2025-10-01', to: '2025-12-31' },
          '2025-12-31',
          '00000000-0000-7000-8000-000000000001',
        ),
    ];
    const inOrder = await arrive(facts);
    expect(await arrive([...facts].reverse())).toEqual(inOrder);
  }, 60_000);
});
