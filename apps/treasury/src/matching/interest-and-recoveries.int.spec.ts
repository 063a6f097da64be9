import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import type { WrittenEntry } from '../statements/camt.fixture';
import { bankEntry, eur, journal, startTreasury } from '../treasury.fixture';

/** What goes to the emergency fund, and what cities give back. */
describe('interest and recoveries', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
    const placement = {
      placement: 'LIVRET',
      account: 'BNP',
      pool: 'EUR',
      currency: 'EUR',
      dayCount: 'ACT/360' as const,
      capitalisation: 'QUARTERLY' as const,
      openedOn: '2020-01-01',
    };
    await service.handled(
      await service.publish('abonde.emergency-fund.placement-opened.v1', { key: 'LIVRET', data: placement }),
    );
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const entry = (more: Partial<WrittenEntry>) =>
    bankEntry(service, { amount: '1.00', bookingDate: '2026-02-03', ...more });
  const match = (entryId: string, targets: unknown[], more: object = {}) =>
    officer().post('/matches', { entryId, targets, ...more });

  it('receives a recovery', async () => {
    const recovery = randomUUID();
    await service.handled(
      await service.publish('abonde.disbursements.recovery-expected.v1', {
        key: recovery,
        data: { recovery, project: 'P1', amount: eur('70.00'), dueOn: '2026-02-01' },
      }),
    );
    const entryId = await entry({ amount: '70.00', counterparty: 'P1' });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    await match(entryId, first.targets);
    expect(await journal(service, 'recovery-received')).toEqual([
      ['suspense:BNP 7000 EUR 7000', 'clearing:disbursements -7000 EUR -7000'],
    ]);
    expect(await service.published('abonde.treasury.recovery-received.v1')).toMatchObject([
      { subject: recovery, data: { recovery, eur: eur('70.00') }, transfer: expect.any(String) },
    ]);
  });

  it('receives what a city has not spent of an aid', async () => {
    const recovery = randomUUID();
    await service.handled(
      await service.publish('abonde.emergency-fund.recovery-expected.v1', {
        key: recovery,
        data: { recovery, case: 'MG-X-2026', amount: eur('80.00'), dueOn: '2026-02-01' },
      }),
    );
    const entryId = await entry({ amount: '80.00', counterparty: 'MG X 2026' });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first.targets).toMatchObject([{ kind: 'recovery', id: recovery }]);
    await match(entryId, first.targets);
    expect((await journal(service, 'recovery-received')).at(-1)).toEqual([
      'suspense:BNP 8000 EUR 8000',
      'clearing:emergency-fund -8000 EUR -8000',
    ]);
  });

  it('credits interest with its period, tax and dates', async () => {
    const entryId = await entry({
      amount: '2431.07',
      bookingDate: '2026-03-31',
      valueDate: '2026-04-01',
      remittance: ['INTERETS CREDITEURS'],
    });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first.targets).toMatchObject([{ kind: 'interest', id: 'LIVRET' }]);
    const { body } = await match(entryId, first.targets, { tax: eur('68.93') });
    expect(await journal(service, 'interest-credited')).toEqual([
      ['suspense:BNP 243107 EUR 243107', 'clearing:emergency-fund -243107 EUR -243107'],
    ]);
    expect(await service.published('abonde.treasury.interest-credited.v1')).toMatchObject([
      {
        subject: 'LIVRET',
        accountingdate: '2026-03-31',
        valuedate: '2026-04-01',
        data: {
          placement: 'LIVRET',
          from: '2026-01-01',
          to: '2026-03-31',
          gross: eur('2500.00'),
          tax: eur('68.93'),
          net: eur('2431.07'),
          eur: eur('2431.07'),
        },
      },
    ]);
    await officer().post(`/matches/${body.id}/undo`, {});
    expect(await service.published('abonde.treasury.interest-credit-reversed.v1')).toMatchObject([
      { data: { from: '2026-01-01', gross: eur('2500.00'), net: eur('2431.07') } },
    ]);
    const negative = await entry({ amount: '-10.00', bookingDate: '2026-04-30' });
    await match(negative, [{ kind: 'interest', id: 'LIVRET', amount: eur('10.00') }], {
      period: { from: '2026-04-01', to: '2026-04-30' },
    });
    expect((await service.published('abonde.treasury.interest-credited.v1')).at(-1)).toMatchObject({
      data: { net: eur('-10.00'), from: '2026-04-01', to: '2026-04-30' },
    });
    expect((await journal(service, 'interest-credited')).at(-1)).toEqual([
      'suspense:BNP -1000 EUR -1000',
      'clearing:emergency-fund 1000 EUR 1000',
    ]);
  });

  it('matches the expected interest of the only placement by itself', async () => {
    const expected = {
      placement: 'LIVRET',
      dueOn: '2026-07-01',
      from: '2026-05-01',
      to: '2026-06-30',
      amount: eur('12.34'),
    };
    await service.handled(
      await service.publish('abonde.emergency-fund.interest-expected.v1', { key: 'LIVRET', data: expected }),
    );
    await entry({ amount: '12.34', bookingDate: '2026-06-30' });
    expect((await officer().post('/matches/auto', {})).body.kinds).toEqual({ interest: 1 });
    expect((await service.published('abonde.treasury.interest-credited.v1')).at(-1)).toMatchObject({
      data: { from: '2026-05-01', to: '2026-06-30' },
    });
  });
});
