import { randomUUID } from 'node:crypto';
import { type TestService } from '@abonde/testing';
import { balances, journal, lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { openPlacement } from '../placements/open-placement.testing';
import { Others } from '../fund/others.testing';

const QUARTER = { from: '2025-10-01', to: '2025-12-31' };

describe('interest over a quarter, from accrual to distribution', () => {
  let service: TestService;
  let others: Others;

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-01-05');
    for (const agreement of ['SIAAP', 'AESN', 'UE', 'PARIS', 'AIMF-GENERAL']) await others.agreement(agreement);
    await others.agreement('GATES', [{ from: '2017-01-01', kind: 'RETAIN_IN_AGREEMENT' }]);
    for (const project of ['SIEM-REAP', 'HUE', 'OGOU1']) await others.running(project);
    await others.projectMoney('SIEM-REAP', 'SIAAP', '180000.00', '2025-09-30');
    await others.projectMoney('SIEM-REAP', 'SIAAP', '-60000.00', '2025-11-14');
    await others.projectMoney('SIEM-REAP', 'AESN', '90000.00', '2025-09-30');
    await others.projectMoney('HUE', 'SIAAP', '150000.00', '2025-10-20');
    await others.projectMoney('OGOU1', 'UE', '42000.00', '2025-09-30');
    await others.projectMoney('OGOU1', 'UE', '-42000.00', '2025-12-01');
    await others.envelope('GATES', '250000.00', '2025-09-30');
    await others.envelope('GATES', '-50000.00', '2025-12-15');
    await others.envelope('PARIS', '75000.00', '2025-09-30');
    await others.opening('32111.45', '2025-09-30');
    await openPlacement(service, '1.60', '2025-10-01');
  }, 60_000);

  afterAll(() => service?.stop());

  const accrue = (through: string) => service.http('finance-officer').post('/accruals', { through });

  it('receives the fund its opening balance (1)', async () => {
    expect(await journal(service)).toMatchObject([
      {
        kind: 'emergency-fund-opened',
        valueDate: '2025-09-30',
        postings: ['fund:emergency -32111.45', 'fund:transfer:contributions +32111.45'],
      },
    ]);
  });

  it('accrues what the pool earned, by line (26)', async () => {
    const before = await lastPosition(service);
    const { status, body } = await accrue('2025-12-31');
    expect([status, body.changed, body.placements[0].posted.amount]).toEqual([200, true, '2998.94']);
    expect(await journal(service, before)).toMatchObject([
      {
        kind: 'interest-accrued',
        valueDate: '2025-12-31',
        postings: ['accrued-interest:MAIN-EUR +2998.94', 'interest-income -2998.94'],
      },
    ]);
    const lines = await service.sql<{ eur: string; dimensions: object }>(
      `SELECT p.eur::text, p.dimensions FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE a.path = 'accrued-interest:MAIN-EUR' AND p.transaction > $1 ORDER BY p.eur`,
      [before],
    );
    expect(lines).toHaveLength(7);
    expect(lines[0]).toEqual({
      eur: '11387',
      dimensions: {
        instrument: 'EMERGENCY',
        placement: 'MAIN-EUR',
        project: 'OGOU1',
        agreement: 'UE',
        disposition: 'EMERGENCY_FUND',
      },
    });
    expect(lines[6]!.dimensions).toEqual({
      instrument: 'EMERGENCY',
      placement: 'MAIN-EUR',
      agreement: 'GATES',
      disposition: 'RETAIN_IN_AGREEMENT',
    });
    expect(await service.published('abonde.emergency-fund.interest-accrued.v1')).toMatchObject([
      { data: { placement: 'MAIN-EUR', through: '2025-12-31', total: { amount: '2998.94' }, cause: null } },
    ]);
    expect((await service.published('abonde.emergency-fund.interest-expected.v1')).at(-1)).toMatchObject({
      data: {
        placement: 'MAIN-EUR',
        dueOn: '2025-12-31',
        from: '2025-10-01',
        to: '2025-12-31',
        amount: { amount: '2998.94' },
      },
    });
  });

  it('changes nothing the second time, and refuses a day to come', async () => {
    const before = await lastPosition(service);
    expect((await accrue('2025-12-31')).body).toMatchObject({ changed: false });
    expect((await accrue('2025-11-30')).body).toMatchObject({ changed: false });
    expect(await lastPosition(service)).toBe(before);
    expect(await accrue('2026-01-06')).toMatchObject({ status: 422, body: { code: 'EFFECTIVE_DATE_IN_FUTURE' } });
  });

  it('explains each line, to the cent', async () => {
    const { body } = await service.http('auditor').get('/accruals?project=SIEM-REAP&agreement=SIAAP');
    expect(body.items).toEqual([
      {
        placement: 'MAIN-EUR',
        project: 'SIEM-REAP',
        agreement: 'SIAAP',
        disposition: 'EMERGENCY_FUND',
        from: '2025-10-01',
        to: '2025-11-13',
        days: 44,
        base: expect.objectContaining({ amount: '180000.00', currency: 'EUR' }),
        rate: '1.60',
        basis: 'ACT/360',
        share: '11.7375',
        exact: '352.000000',
        rounding: '0.000000',
        amount: { amount: '352.00', currency: 'EUR' },
      },
      {
        placement: 'MAIN-EUR',
        project: 'SIEM-REAP',
        agreement: 'SIAAP',
        disposition: 'EMERGENCY_FUND',
        from: '2025-11-14',
        to: '2025-12-31',
        days: 48,
        base: expect.objectContaining({ amount: '120000.00', currency: 'EUR' }),
        rate: '1.60',
        basis: 'ACT/360',
        share: '8.5363',
        exact: '256.000000',
        rounding: '0.000000',
        amount: { amount: '256.00', currency: 'EUR' },
      },
    ]);
    const all = (await service.http('auditor').get('/accruals?limit=500')).body.items as {
      amount: { amount: string };
    }[];
    expect(all.reduce((sum, { amount }) => sum + Math.round(Number(amount.amount) * 100), 0)).toBe(299894);
  });

  it('tells what each project, agreement and disposition has accrued, with its entries', async () => {
    const { body } = await service.http('auditor').get('/accruals/lines?placement=MAIN-EUR');
    expect([body.through, body.total.amount, body.lines.length]).toEqual(['2025-12-31', '2998.94', 7]);
    expect(body.lines.slice(0, 2)).toMatchObject([
      {
        project: null,
        agreement: 'GATES',
        disposition: 'RETAIN_IN_AGREEMENT',
        share: '32.8263',
        amount: { amount: '984.44' },
      },
      { project: 'SIEM-REAP', agreement: 'SIAAP', disposition: 'EMERGENCY_FUND', amount: { amount: '608.00' } },
    ]);
    const entries = body.lines.map(({ amount }: { amount: { entries: string } }) => amount.entries);
    expect(entries).toContain(
      '/api/reporting/ledger?book=emergency-fund&account=accrued-interest%3AMAIN-EUR&project=-&agreement=-&disposition=OWN',
    );
    expect(new Set(entries).size).toBe(7);
    expect((await service.http('auditor').get('/accruals/lines?placement=NONE')).status).toBe(404);
  });

  it('distributes what the bank credits by its own nombres (27, 28), even dated on the last day', async () => {
    const before = await lastPosition(service);
    await others.credited('2431.07', QUARTER, '2025-12-31');
    const written = await journal(service, before);
    expect(written[0]).toMatchObject({
      kind: 'interest-credited',
      valueDate: '2025-12-31',
      postings: [
        'accrued-interest:MAIN-EUR -2998.94',
        'clearing:treasury +2431.07',
        'fund:emergency -2431.07',
        'fund:money +2431.07',
        'interest-income +567.87',
      ],
    });
    expect(written.slice(1).map(({ kind, postings }) => [kind, ...postings])).toEqual([
      ['interest-handed-over', 'fund:emergency +798.03', 'fund:transfer:contributions -798.03'],
      ['interest-handed-over', 'fund:emergency +248.60', 'fund:transfer:contributions -248.60'],
    ]);
    expect(new Set(written.map(({ transfer }) => transfer)).size).toBe(3);
    const [distributed] = await service.published('abonde.emergency-fund.interest-distributed.v1');
    const lines = distributed!.data.lines.map(({ project, agreement, disposition, amount, transfer }) => [
      project,
      agreement,
      disposition,
      amount.amount,
      transfer !== null,
    ]);
    expect(lines.sort()).toEqual(
      [
        ['HUE', 'SIAAP', 'EMERGENCY_FUND', '394.51', false],
        ['OGOU1', 'UE', 'EMERGENCY_FUND', '92.30', false],
        ['SIEM-REAP', 'AESN', 'EMERGENCY_FUND', '298.32', false],
        ['SIEM-REAP', 'SIAAP', 'EMERGENCY_FUND', '492.87', false],
        [null, null, 'OWN', '106.44', false],
        [null, 'GATES', 'RETAIN_IN_AGREEMENT', '798.03', true],
        [null, 'PARIS', 'GENERAL', '248.60', true],
      ].sort(),
    );
    const { body } = await service.http('auditor').get('/availability');
    expect(body).toMatchObject({
      realised: { amount: '33495.89' },
      accrued: { amount: '0.00' },
      available: { amount: '33495.89' },
      committed: { amount: '0.00' },
      donations: [],
    });
    expect(body.realised.entries).toContain('account=fund%3Aemergency');
    const earnings = (await service.http('auditor').get('/earnings')).body;
    expect([earnings.fund.credited.amount, earnings.elsewhere.credited.amount]).toEqual(['1384.44', '1046.63']);
    expect(earnings.elsewhere.lines).toMatchObject([
      { agreement: 'GATES', disposition: 'RETAIN_IN_AGREEMENT', credited: { amount: '798.03' } },
      { agreement: 'PARIS', disposition: 'GENERAL', credited: { amount: '248.60' } },
    ]);
    expect((await service.http('auditor').get('/history')).body.credited).toMatchObject([
      { month: '2025-12', amount: { amount: '1384.44' } },
    ]);
  });

  it('starts to accrue again after the period, and the credit bears interest from there', async () => {
    const { body } = await accrue('2026-01-04');
    expect(body.placements[0]).toMatchObject({
      through: '2026-01-04',
      restated: { amount: '0.00' },
      total: { amount: '118.84' },
    });
    const own = (await service.http('auditor').get('/accruals?from=2025-12-31&to=2026-01-01')).body.items.filter(
      (line: { disposition: string }) => line.disposition === 'OWN',
    );
    expect(own.map((line: { from: string; base: { amount: string } }) => [line.from, line.base.amount])).toEqual([
      ['2025-12-31', '32111.45'],
      ['2026-01-01', '33495.89'],
    ]);
  });

  it('restates accrued and distributed interest when a value date arrives late (29), naming it', async () => {
    const before = await lastPosition(service);
    await others.projectMoney('HUE', 'SIAAP', '-50000.00', '2025-12-01');
    expect((await accrue('2026-01-04')).body).toMatchObject({
      changed: true,
      placements: [{ posted: { amount: '0.00' }, restated: { amount: '-8.89' } }],
    });
    const written = await journal(service, before);
    expect(written.map(({ kind }) => kind)).toEqual([
      'interest-restated',
      'interest-handed-over',
      'interest-handed-over',
      'interest-restated',
    ]);
    const reasons = await service.sql<{ reason: string }>(
      'SELECT DISTINCT reason FROM ledger.transactions WHERE position > $1',
      [before],
    );
    for (const { reason } of reasons) expect(reason).toContain('HUE/SIAAP: paid -50000.00 EUR, value 2025-12-01');
    const events = await service.published('abonde.emergency-fund.interest-distributed.v1');
    const cents = (event: (typeof events)[number]) =>
      event.data.lines.reduce((sum, { amount }) => sum + Math.round(Number(amount.amount) * 100), 0);
    expect(events.map(cents)).toEqual([243107, 0]);
    expect(
      (await service.published('abonde.emergency-fund.interest-restated.v1')).map(({ data }) => data.cause),
    ).toEqual(Array.from({ length: 2 }, () => 'HUE/SIAAP: paid -50000.00 EUR, value 2025-12-01'));
    expect((await accrue('2026-01-04')).body).toMatchObject({ changed: false });
    const [sum] = await service.sql<{ sum: string }>('SELECT sum(minor)::text AS sum FROM credit_lines');
    expect(sum).toEqual({ sum: '243107' });
  });

  it('lets interest kept in its agreement bear interest after its own period only', async () => {
    const [distributed] = await service.published('abonde.emergency-fund.interest-distributed.v1');
    await others.interestKept('GATES', '798.03', '2025-12-31', distributed!);
    expect((await accrue('2026-01-04')).body.placements[0]).toMatchObject({
      restated: { amount: '0.14' },
      total: { amount: '110.09' },
    });
    const { items } = (await service.http('auditor').get('/accruals?agreement=GATES&from=2025-12-31&to=2026-01-01'))
      .body;
    expect(items.map((line: { from: string; base: { amount: string } }) => [line.from, line.base.amount])).toEqual([
      ['2025-12-31', '200000.00'],
      ['2026-01-01', '200798.03'],
    ]);
  });

  it('takes a credit back when the bank does, and accrues those days again', async () => {
    const match = randomUUID();
    const held = await balances(service);
    await others.credited('100.00', { from: '2026-01-01', to: '2026-01-03' }, '2026-01-04', match);
    // Booked on the last day of its period, valued on the next: it keeps both dates, on every transaction it makes.
    const dates = await service.sql(
      `SELECT DISTINCT accounting_date::text AS booked, value_date::text AS valued FROM ledger.transactions
        WHERE kind IN ('interest-credited', 'interest-handed-over') AND value_date = '2026-01-04'`,
    );
    expect(dates).toEqual([{ booked: '2026-01-03', valued: '2026-01-04' }]);
    const before = await lastPosition(service);
    await others.creditReversed('100.00', { from: '2026-01-01', to: '2026-01-03' }, '2026-01-04', match);
    const [main] = (await journal(service, before)).filter(({ kind }) => kind === 'interest-credit-reversed');
    expect(main!.postings).toContain('clearing:treasury -100.00');
    expect(main!.reverses).not.toBeNull();
    await accrue('2026-01-04');
    expect(await balances(service)).toEqual(held);
    expect((await service.http('auditor').get('/placements/MAIN-EUR')).body.accrued.amount).toBe('110.09');
  });

  it('keeps every transaction sound, and the book verifies', async () => {
    expect(await unsound(service)).toEqual([]);
    await service.eventually(async () => {
      const { body } = await service.http('auditor').get('/ledger/verify');
      expect(body.verified).toBe(true);
    });
  });
});
