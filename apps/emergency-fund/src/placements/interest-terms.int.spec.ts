import { type TestService } from '@abonde/testing';
import { journal, lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { openPlacement } from './open-placement.testing';
import { Others } from '../fund/others.testing';

/** Good Friday 3 April and Easter Monday 6 April 2026 have no fixing. */
const FIXINGS = ['2026-03-31,1.930', '2026-04-01,1.931', '2026-04-02,1.929', '2026-04-07,1.950'];
const file = (lines: string[]) => ['day,rate', ...lines].join('\n');

async function setRate(service: TestService, placement: string, rate: object) {
  const set = await service.http('finance-officer').post(`/placements/${placement}/rates`, rate);
  if (set.status === 201) await service.http('finance-controller').post(`/placements/rates/${set.body.id}/confirm`);
  return set;
}

describe('a placement that follows €STR', () => {
  let service: TestService;
  let others: Others;
  const officer = () => service.http('finance-officer');
  const accrue = async () => (await officer().post('/accruals', { through: '2026-04-07' })).body;
  const reasons = async (after: number) =>
    service.sql('SELECT DISTINCT reason FROM ledger.transactions WHERE position > $1', [after]);

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-04-08');
    for (const agreement of ['A', 'B']) await others.agreement(agreement);
    await others.running('P');
    await others.projectMoney('P', 'A', '60000000.00', '2026-03-01');
    await others.projectMoney('P', 'B', '40000000.00', '2026-03-01');
    const opened = await officer().post('/placements', {
      account: 'CALL-EUR',
      currency: 'EUR',
      dayCount: 'ACT/360',
      compounding: 'DAILY',
      capitalisation: 'AT_MATURITY',
      taxRate: '24',
      openedOn: '2026-03-31',
    });
    expect(opened).toMatchObject({ status: 201, body: { compounding: 'DAILY', taxRate: '24' } });
    const agreed = { from: '2026-03-31', rate: '0.10', index: 'ESTR', floor: '0' };
    expect(await setRate(service, 'CALL-EUR', agreed)).toMatchObject({ status: 201, body: { ...agreed, tiers: [] } });
  }, 60_000);

  afterAll(() => service?.stop());

  it('earns nothing while no fixing is known', async () => {
    expect((await accrue()).placements[0]).toMatchObject({ total: { amount: '0.00' }, net: { amount: '0.00' } });
  });

  it('refuses a file whole, line by line, and keeps nothing of it', async () => {
    const { status, body } = await officer().post('/fixings', {
      index: 'ESTR',
      csv: file([...FIXINGS.slice(0, 2), '2026-04-03,1.929', '2026-04-07,1;95']),
    });
    expect([status, body.code]).toEqual([422, 'INVALID_FIXINGS']);
    expect(body.faults).toEqual([
      { line: 4, code: 'NOT_A_TARGET_DAY', given: '2026-04-03' },
      { line: 5, code: 'INVALID_RATE', given: '1;95' },
    ]);
    expect((await officer().get('/fixings/ESTR')).body.items).toEqual([]);
    expect((await service.http('auditor').post('/fixings', { index: 'ESTR', csv: file(FIXINGS) })).status).toBe(403);
  });

  it('accrues what was fixed so far, then restates from the day whose fixing comes late, naming it', async () => {
    const early = await officer().post('/fixings', { index: 'ESTR', csv: file([FIXINGS[0]!, '2026-04-02,1.000']) });
    expect(early.body).toEqual({ added: 2, corrected: 0, unchanged: 0, from: '2026-03-31' });
    await accrue();
    const before = await lastPosition(service);
    const late = await officer().post('/fixings', { index: 'ESTR', csv: file(FIXINGS) });
    expect(late.body).toEqual({ added: 2, corrected: 1, unchanged: 1, from: '2026-04-01' });
    // What it would have been had all been known at once: 100,000,000 € compounded, not over Easter; tax 24 %.
    expect((await accrue()).placements[0]).toMatchObject({
      posted: { amount: '0.00' },
      total: { amount: '45161.30' },
      tax: { amount: '10838.71' },
      net: { amount: '34322.59' },
    });
    expect(await reasons(before)).toEqual([
      { reason: 'Interest of CALL-EUR restated: fixings of ESTR from 2026-04-01' },
    ]);
    const items = [...FIXINGS].map((line) => ({ day: line.split(',')[0], rate: line.split(',')[1] }));
    expect((await officer().get('/fixings/ESTR')).body.items).toEqual(items);
    const [{ recorded }] = (await service.sql<{ recorded: string }>(
      `SELECT string_agg(rate, ', ' ORDER BY id) AS recorded FROM index_fixings WHERE day = '2026-04-02'`,
    )) as [{ recorded: string }];
    expect(recorded).toBe('1.000, 1.929');
  });

  it('changes nothing when the same file comes again', async () => {
    const before = await lastPosition(service);
    const again = await officer().post('/fixings', { index: 'ESTR', csv: file(FIXINGS) });
    expect(again.body).toEqual({ added: 0, corrected: 0, unchanged: 4, from: null });
    expect((await accrue()).changed).toBe(false);
    expect(await lastPosition(service)).toBe(before);
  });

  it('restates what a project suspended with a past date no longer earns for the fund, and writes nothing else', async () => {
    const lines = () =>
      service.sql<{ key: string; minor: string; version: string }>(
        'SELECT key, minor::text, xmin::text AS version FROM accrued_lines ORDER BY key',
      );
    await others.running('Q');
    await others.projectMoney('Q', 'B', '1000000.00', '2026-03-31');
    await accrue();
    const [before, position] = [await lines(), await lastPosition(service)];
    await others.state('Q', 'SUSPENDED', '2026-04-03');
    expect((await accrue()).placements[0]).toMatchObject({ restated: { amount: '0.00' }, posted: { amount: '0.00' } });
    const after = await lines();
    // Worth of a cent at the end of 7 April: of 31 March less of 3 April, and of 3 April less itself.
    expect(after.map(({ key, minor }) => [key, minor])).toEqual([
      ['P/A/EMERGENCY_FUND', '2709678'],
      ['P/B/EMERGENCY_FUND', '1806452'],
      ['Q/B/EMERGENCY_FUND', '16921'],
      ['Q/B/GENERAL', '28240'],
    ]);
    const ofP = (held: typeof before) => held.filter(({ key }) => key.startsWith('P/'));
    expect(ofP(after)).toEqual(ofP(before));
    expect(await reasons(position)).toEqual([{ reason: 'Interest of CALL-EUR restated: Q SUSPENDED on 2026-04-03' }]);
    expect((await journal(service, position)).map(({ kind }) => kind)).toEqual(['interest-restated']);
    expect(await unsound(service)).toEqual([]);
  });

  it.each([
    [{ from: '2026-04-01', rate: '1', floor: '0' }, 'FLOOR_WITHOUT_INDEX'],
    [
      { from: '2026-04-01', rate: '1', tiers: [{ above: { amount: '5.00', currency: 'EUR' }, rate: '0.5' }] },
      'TIERS_DO_NOT_COMPOUND',
    ],
    [
      {
        from: '2026-04-01',
        rate: '1',
        index: 'ESTR',
        tiers: [{ above: { amount: '5.00', currency: 'EUR' }, rate: '0.5' }],
      },
      'INVALID_TIERS',
    ],
    [
      { from: '2026-04-01', rate: '-1', tiers: [{ above: { amount: '5.00', currency: 'EUR' }, rate: '0.5' }] },
      'INVALID_TIERS',
    ],
  ])('refuses %j: %s', async (rate, code) => {
    expect(await setRate(service, 'CALL-EUR', rate)).toMatchObject({ status: 422, body: { code } });
  });
});

describe('a placement in brackets', () => {
  it('earns each bracket its rate, and says so', async () => {
    const service = await startEmergencyFund();
    try {
      const others = new Others(service);
      await service.setDay('2026-01-01');
      await others.agreement('A');
      await others.envelope('A', '1500000.00', '2024-12-31');
      await openPlacement(service, '0', '2025-01-01', { dayCount: '30E/360' });
      const tiers = [{ above: { amount: '1000000.00', currency: 'EUR' }, rate: '0.5' }];
      expect(await setRate(service, 'MAIN-EUR', { from: '2025-01-01', rate: '1', tiers })).toMatchObject({
        status: 201,
        body: { tiers },
      });
      const descending = [...tiers, { above: { amount: '1000000.00', currency: 'EUR' }, rate: '0.25' }];
      expect(await setRate(service, 'MAIN-EUR', { from: '2025-01-01', rate: '1', tiers: descending })).toMatchObject({
        status: 422,
        body: { code: 'INVALID_TIERS' },
      });
      const { body } = await service.http('finance-officer').post('/accruals', { through: '2025-12-31' });
      expect(body.placements[0].total.amount).toBe('12500.00');
      const { items } = (await service.http('auditor').get('/accruals')).body;
      expect(items).toMatchObject([{ rate: '1 / 0.5', amount: { amount: '12500.00' } }]);
      expect((await service.published('abonde.emergency-fund.rate-set.v1')).at(-1)).toMatchObject({
        data: { placement: 'MAIN-EUR', rate: '1', tiers },
      });
    } finally {
      await service.stop();
    }
  }, 60_000);
});
