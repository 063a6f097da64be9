import { randomUUID } from 'node:crypto';
import { type TestService } from '@abonde/testing';
import {
  balances,
  journal,
  lastPosition,
  openPlacement,
  Others,
  startEmergencyFund,
  unsound,
} from '../fund/journal.testing';

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
        base: { amount: '180000.00', currency: 'EUR' },
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
        base: { amount: '120000.00', currency: 'EUR' },
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

describe('clauses', () => {
  let service: TestService;
  let others: Others;

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-07-02');
    await others.agreement('RETURN', [{ from: '2020-01-01', kind: 'RETURN_TO_DONOR' }]);
    await others.agreement('CAPPED', [{ from: '2020-01-01', kind: 'THRESHOLD', threshold: '150.00' }]);
    await others.agreement('FREE');
    await others.running('P');
    for (const agreement of ['RETURN', 'CAPPED', 'FREE'])
      await others.projectMoney('P', agreement, '100000.00', '2025-12-31');
    await openPlacement(service, '1.00', '2026-01-01');
  }, 60_000);

  afterAll(() => service?.stop());

  it('owes the donor what its clause returns, and what goes above a threshold', async () => {
    await others.credited('300.00', { from: '2026-01-01', to: '2026-03-31' }, '2026-04-01');
    await others.credited('300.00', { from: '2026-04-01', to: '2026-06-30' }, '2026-07-01');
    const owed = (await journal(service)).filter(({ postings }) =>
      postings.some((posting) => posting.startsWith('clearing:contributions')),
    );
    expect(owed.map(({ postings }) => postings)).toEqual([
      [
        'clearing:contributions -100.00',
        'fund:emergency +100.00',
        'fund:transfer:contributions -100.00',
        'interest-income +100.00',
      ],
      // The fund's own cash, credited in April, takes its share of the second quarter.
      [
        'clearing:contributions -49.94',
        'fund:emergency +49.94',
        'fund:transfer:contributions -49.94',
        'interest-income +49.94',
      ],
      [
        'clearing:contributions -99.93',
        'fund:emergency +99.93',
        'fund:transfer:contributions -99.93',
        'interest-income +99.93',
      ],
    ]);
    const lines = (await service.published('abonde.emergency-fund.interest-distributed.v1')).map(({ data }) =>
      data.lines.map(({ agreement, disposition, amount }) => `${agreement} ${disposition} ${amount.amount}`).sort(),
    );
    expect(lines).toEqual([
      ['CAPPED EMERGENCY_FUND 100.00', 'FREE EMERGENCY_FUND 100.00', 'RETURN RETURN_TO_DONOR 100.00'],
      [
        'CAPPED EMERGENCY_FUND 50.00',
        'CAPPED RETURN_TO_DONOR 49.94',
        'FREE EMERGENCY_FUND 99.93',
        'RETURN RETURN_TO_DONOR 99.93',
        'null OWN 0.20',
      ],
    ]);
  });

  it('raises a shortfall when a clause amended with a past date takes back what was spent, and repays it first', async () => {
    const secretariat = service.http('secretariat');
    await secretariat.post('/cases', {
      code: 'CASE',
      city: 'Ville',
      country: 'MG',
      kind: 'FLOOD',
      occurredOn: '2026-07-01',
      needs: '…',
    });
    const { body: available } = await service.http('presidency').get('/availability');
    const { body: proposal } = await secretariat.post('/cases/CASE/proposals', {
      amount: available.available,
      purpose: '…',
      beneficiary: 'B',
    });
    await secretariat.post(`/proposals/${proposal.id}/signatures`, { version: 1 });
    await service.http('committee-presidency').post(`/proposals/${proposal.id}/signatures`, { version: 1 });
    const decision = await service
      .http({ roles: ['presidency'], acr: 'decide' })
      .post(`/proposals/${proposal.id}/decision`, { outcome: 'GRANTED' });
    expect(decision.status).toBe(200);

    await others.agreement('FREE', [{ from: '2020-01-01', kind: 'RETAIN_IN_AGREEMENT' }], 2);
    await service.http('finance-officer').post('/accruals', { through: '2026-06-30' });
    const lacking = (await service.http('presidency').get('/availability')).body;
    expect(lacking.shortfall.amount).toBe('199.93');
    expect([lacking.realised.amount, lacking.available.amount, lacking.committed.amount]).toEqual([
      '0.00',
      '0.00',
      available.available.amount,
    ]);
    expect(await service.published('abonde.emergency-fund.shortfall-raised.v1')).toMatchObject([
      { data: { account: 'fund:shortfall:emergency', amount: { amount: '100.00' } } },
      { data: { account: 'fund:shortfall:emergency', amount: { amount: '99.93' } } },
    ]);

    await others.opening('500.00', '2026-07-02');
    const repaid = (await service.http('presidency').get('/availability')).body;
    expect(repaid.shortfall.amount).toBe('0.00');
    expect(repaid.realised.amount).toBe('300.07');
    expect(await service.published('abonde.emergency-fund.shortfall-cleared.v1')).toHaveLength(1);
    expect(await unsound(service)).toEqual([]);
  });

  it('never takes negative interest from the fund (10b)', async () => {
    const before = await lastPosition(service);
    const held = (await service.http('presidency').get('/availability')).body.realised;
    await others.credited('-12.50', { from: '2026-07-01', to: '2026-07-01' }, '2026-07-02');
    expect((await journal(service, before)).map(({ kind, postings }) => [kind, ...postings])).toEqual([
      ['interest-handed-over', 'fund:emergency -12.50', 'fund:transfer:contributions +12.50'],
      [
        'interest-credited',
        'clearing:treasury -12.50',
        'fund:emergency +12.50',
        'fund:money -12.50',
        'interest-charge +12.50',
      ],
    ]);
    expect((await service.http('presidency').get('/availability')).body.realised).toEqual(held);
  });
});

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
