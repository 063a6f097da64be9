import { randomUUID } from 'node:crypto';
import { Desk, eur } from '../testing/desk.fixture';

jest.setTimeout(60_000);

describe('a claim on money that did not stay with the city', () => {
  let desk: Desk;
  let paymentRequest: string;
  beforeAll(async () => {
    desk = await Desk.open();
    await desk.running('R1');
    await desk.allocate('R1', [
      { agreement: 'SIAAP-1', amount: '600000.00' },
      { agreement: 'AESN-1', amount: '200000.00' },
    ]);
    ({ paymentRequest } = await desk.approved('R1', 1, '780000.00'));
    await desk.move('R1', 'complete', { effectiveDate: '2024-01-31' });
    await desk.move('R1', 'close', { effectiveDate: '2024-02-29', finalCost: eur('950000.00') });
  });
  afterAll(() => desk?.service.stop());

  const balance = async (account: string): Promise<string> => {
    const [row] = await desk.service.sql<{ cents: string }>(
      `SELECT coalesce(sum(p.eur), 0)::text AS cents FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account WHERE a.path = $1`,
      [account],
    );
    return row?.cents ?? '0';
  };
  const expected = async () => desk.service.published('abonde.disbursements.recovery-expected.v1');

  it('falls when the payment fails after the project closed', async () => {
    expect(await balance('recoverable:R1')).toBe('2000000');
    await desk.fail('payment-rejected', paymentRequest, '780000.00');
    expect([await balance('recoverable:R1'), await balance('aid-expense:R1')]).toEqual(['0', '0']);
    expect((await expected()).map(({ data }) => data.amount)).toEqual([eur('20000.00'), eur('0.00')]);
  });

  it('still takes what the city sends all the same: cash and fund move together, and the money goes home', async () => {
    const [first] = await expected();
    const recovery = first?.data.recovery ?? '';
    await desk.tell('abonde.treasury.recovery-received.v1', {
      key: recovery,
      data: { recovery, entry: randomUUID(), match: randomUUID(), eur: eur('100.00') },
      transfer: randomUUID(),
      valueDate: '2024-04-02',
      accountingDate: '2024-04-02',
    });
    const [received] = await desk.entries('R1', 'recovery-received');
    expect([received?.['clearing:treasury'], received?.['fund:money']]).toEqual(['100.00', '100.00']);
    const { allocated, free, paid } = await desk.figures('R1');
    expect({ allocated, free, paid }).toEqual({ allocated: '-100.00', free: '0.00', paid: '-100.00' });
    const released = await desk.service.published('abonde.disbursements.allocation-released.v1');
    expect(released.slice(-2).map(({ data }) => [data.agreement, data.amount.amount])).toEqual(
      expect.arrayContaining([
        ['SIAAP-1', '75.00'],
        ['AESN-1', '25.00'],
      ]),
    );
  });
});
