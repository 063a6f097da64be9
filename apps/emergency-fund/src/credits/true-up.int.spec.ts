import type { TestService } from '@abonde/testing';
import { lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';

const euros = (amount: string) => ({ amount, currency: 'EUR' });

describe('a year of placements: deposit, true-up, restatement, lineage, projection', () => {
  let service: TestService;
  let others: Others;
  const officer = () => service.http('finance-officer');
  const controller = () => service.http('finance-controller');
  const auditor = () => service.http('auditor');
  const accrue = async (through: string) => (await officer().post('/accruals', { through })).body;
  const setRate = async (placement: string, rate: object) => {
    const { body } = await officer().post(`/placements/${placement}/rates`, rate);
    return controller().post(`/placements/rates/${body.id}/confirm`);
  };

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-02-20');
    await others.agreement('SIAAP');
    await others.agreement('BMGF', [{ from: '2017-01-01', kind: 'RETAIN_IN_AGREEMENT' }]);
    // Its file was written down long after the project began.
    await others.state('HUE', 'DRAFT', '2025-11-01');
    await others.running('HUE');
    await others.projectMoney('HUE', 'SIAAP', '1800000.00', '2025-01-01');
    await others.envelope('BMGF', '200000.00', '2025-01-01');
    await officer().post('/placements', {
      code: 'MAIN-EUR',
      account: 'MAIN-EUR',
      currency: 'EUR',
      dayCount: 'ACT/360',
      capitalisation: 'QUARTERLY',
      openedOn: '2025-10-01',
    });
    await setRate('MAIN-EUR', { from: '2025-10-01', rate: '1.60' });
  }, 60_000);

  afterAll(() => service?.stop());

  describe('a term deposit', () => {
    const deposit = {
      code: 'TERM-EUR',
      account: 'TERM-EUR',
      pool: 'EUR',
      currency: 'EUR',
      dayCount: 'ACT/360',
      capitalisation: 'AT_MATURITY',
      openedOn: '2025-03-03',
      // Good Friday.
      maturesOn: '2026-04-03',
      noticeDays: 32,
      breakRate: '1.20',
      principal: euros('1500000.00'),
    };

    it('matures on the next day on which payments settle, and expects its interest then', async () => {
      const opened = await officer().post('/placements', deposit);
      expect(opened).toMatchObject({
        status: 201,
        body: { agreedMaturity: '2026-04-03', maturesOn: '2026-04-07', maturityConvention: 'FOLLOWING' },
      });
      await setRate('TERM-EUR', { from: '2025-03-03', rate: '2.40' });
      const run = await accrue('2026-02-19');
      const [, term] = run.placements;
      // 1,500,000 € × 2.40 % × 354 ⁄ 360.
      expect(term).toMatchObject({ placement: 'TERM-EUR', total: euros('35400.00') });
      const { body } = await auditor().get('/placements/TERM-EUR');
      expect(body.expected).toEqual({ dueOn: '2026-04-07', amount: euros('40000.00') });
    });

    it.each([
      [{ noticeOn: '2026-02-20', endsOn: '2026-03-02', reason: 'Besoin' }, 422, 'NOTICE_TOO_SHORT'],
      [{ noticeOn: '2026-03-20', reason: 'Besoin' }, 422, 'BREAK_OUTSIDE_TERM'],
    ])('is not broken by %j', async (asked, status, code) => {
      expect(await officer().post('/placements/TERM-EUR/break', asked)).toMatchObject({ status, body: { code } });
    });

    it('is only what can be broken, and only one person asks', async () => {
      const { status, body } = await officer().post('/placements/MAIN-EUR/break', { reason: 'Besoin' });
      expect([status, body.code]).toEqual([422, 'NOT_A_DEPOSIT']);
      expect((await controller().post('/placements/TERM-EUR/break', { reason: 'Besoin' })).status).toBe(403);
      expect((await controller().post('/placements/TERM-EUR/break/confirm')).status).toBe(404);
    });

    it('earns its reduced rate since it began, once another person confirms the break', async () => {
      const asked = await officer().post('/placements/TERM-EUR/break', {
        noticeOn: '2026-01-15',
        reason: 'Besoin de trésorerie',
      });
      expect(asked).toMatchObject({ status: 201, body: { endsOn: '2026-02-16', rate: '1.20', status: 'PENDING' } });
      const sameHand = service.http({ roles: ['finance-controller'], sub: 'test-finance-officer' });
      expect((await sameHand.post('/placements/TERM-EUR/break/confirm')).status).toBe(403);
      expect((await accrue('2026-02-19')).changed).toBe(false);
      expect((await controller().post('/placements/TERM-EUR/break/confirm')).body.status).toBe('CONFIRMED');
      const [, term] = (await accrue('2026-02-19')).placements;
      // 350 days, to 16 February, at 1.20 %: 17,500 € instead of 35,400 €.
      expect(term).toMatchObject({ restated: euros('-17900.00'), total: euros('17500.00') });
      const { items } = (await auditor().get('/placements/TERM-EUR/restatements')).body;
      expect(items[0]).toMatchObject({
        ofCredit: false,
        through: '2026-02-19',
        difference: euros('-17900.00'),
        causes: ['TERM-EUR broken on 2026-02-16 at 1.20 %: Besoin de trésorerie'],
      });
      expect((await controller().post('/placements/TERM-EUR/break/confirm')).body.code).toBe('ALREADY_CONFIRMED');
    });
  });

  describe('what the bank credits', () => {
    const quarter = { from: '2025-10-01', to: '2025-12-31' };

    it('stands beside what was expected, and parts from it by more than is tolerated', async () => {
      await others.credited('2000.00', quarter, '2026-01-01');
      const { items } = (await auditor().get('/credits?placement=MAIN-EUR')).body;
      // The 500,000 € beside the deposit earned 1.60 % over 92 days.
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        ...quarter,
        expected: euros('2044.44'),
        credited: euros('2000.00'),
        variance: euros('-44.44'),
        tolerated: euros('20.44'),
        alert: true,
        distributed: euros('2000.00'),
        restatements: 0,
      });
      const { body } = await auditor().get(`/credits/${items[0].id}`);
      expect(body.lines).toEqual([
        expect.objectContaining({
          agreement: 'BMGF',
          donor: 'Donor',
          disposition: 'RETAIN_IN_AGREEMENT',
          share: '10.0000',
          amount: euros('200.00'),
        }),
        expect.objectContaining({
          project: 'HUE',
          disposition: 'EMERGENCY_FUND',
          share: '90.0000',
          amount: euros('1800.00'),
        }),
      ]);
    });

    it('is shared anew in the open month when its own is closed, before and after kept, causes named', async () => {
      await accrue('2026-02-19');
      const closed = { key: '2025-12', data: { month: '2025-12', accounts: [] } };
      await others.tell('abonde.treasury.period-closed.v1', closed);
      await others.tell('abonde.treasury.period-closed.v1', {
        key: '2026-01',
        data: { month: '2026-01', accounts: [] },
      });
      const before = await lastPosition(service);
      await others.state('HUE', 'SUSPENDED', '2025-12-01');
      await others.projectMoney('HUE', 'SIAAP', '-800000.00', '2025-12-16');
      await accrue('2026-02-19');
      const { items } = (await auditor().get('/credits')).body;
      const { body } = await auditor().get(`/credits/${items[0].id}`);
      const [restated] = body.history;
      expect(restated).toMatchObject({ ofCredit: true, accountedOn: '2026-02-01', difference: euros('0.00') });
      expect(restated.causes).toEqual([
        'HUE SUSPENDED on 2025-12-01',
        'HUE/SIAAP: paid -800000.00 EUR, value 2025-12-16',
      ]);
      const after = Object.fromEntries(
        restated.lines.map((line: { disposition: string; after: { amount: string } }) => [
          line.disposition,
          line.after.amount,
        ]),
      );
      // Of 171,200,000 € × days, 109,800,000 before the suspension, 43,000,000 after it, 18,400,000 of BMGF.
      expect(after).toEqual({ EMERGENCY_FUND: '1282.71', GENERAL: '502.34', RETAIN_IN_AGREEMENT: '214.95' });
      const dates = await service.sql(
        `SELECT DISTINCT accounting_date::text AS booked FROM ledger.transactions WHERE position > $1 AND kind IN ('interest-restated', 'interest-handed-over')
          AND metadata ? 'credit'`,
        [before],
      );
      expect(dates).toEqual([{ booked: '2026-02-01' }]);
      expect((await accrue('2026-02-19')).changed).toBe(false);
      expect(await unsound(service)).toEqual([]);
    });

    it('answers for a credit that is not there', async () => {
      expect((await auditor().get('/credits/none')).status).toBe(404);
      expect((await auditor().get('/placements/NONE/restatements')).status).toBe(404);
    });
  });

  describe('an accrual', () => {
    it('is explained with its rounding, as a table and as a document', async () => {
      const { items } = (await auditor().get('/accruals?placement=MAIN-EUR&from=2025-10-01&to=2025-10-01')).body;
      // A day of 500,000 € at 1.60 %: 22.2222… €, nine tenths of it.
      expect(items.map(({ exact, rounding, amount }: Record<string, unknown>) => [exact, rounding, amount])).toEqual([
        ['2.222222', '-0.002222', euros('2.22')],
        ['20.000000', '0.000000', euros('20.00')],
      ]);
      const csv = await auditor().get('/accruals/export?format=csv&placement=MAIN-EUR&from=2025-10-01&to=2025-10-01');
      expect(csv.body.replace('\uFEFF', '').split('\r\n').slice(1, 3)).toEqual([
        'MAIN-EUR;;BMGF;Conservés dans la convention;01/10/2025;01/10/2025;1;200000,00;1,60;ACT/360;10,0000;2,222222;-0,002222;2,22',
        'MAIN-EUR;HUE;SIAAP;Fonds d’urgence;01/10/2025;01/10/2025;1;1800000,00;1,60;ACT/360;90,0000;20,000000;0,000000;20,00',
      ]);
      const english = await auditor().get(
        '/accruals/export?format=csv&lang=en&placement=MAIN-EUR&from=2025-10-01&to=2025-10-01',
      );
      expect(english.body).toContain(
        'HUE,SIAAP,Emergency fund,2025-10-01,2025-10-01,1,1800000.00,1.60,ACT/360,90.0000',
      );
      const pdf = await auditor().get('/accruals/export?format=pdf&placement=MAIN-EUR');
      expect([pdf.status, pdf.headers.get('content-type'), pdf.body.slice(0, 5)]).toEqual([
        200,
        'application/pdf',
        '%PDF-',
      ]);
      expect((await auditor().get('/accruals/export?format=xls')).status).toBe(400);
    });
  });

  describe('an index', () => {
    it('is mended a day at a time, with a reason, and keeps what it said before', async () => {
      await officer().post('/fixings', { index: 'ESTR', csv: 'day,rate\n2026-02-18,1.930\n2026-02-19,1.931' });
      const mended = await officer().post('/fixings/ESTR/corrections', {
        day: '2026-02-19',
        rate: '1.934',
        reason: 'Republié à 9 h',
      });
      expect(mended).toMatchObject({ status: 200, body: { added: 0, corrected: 1, from: '2026-02-19' } });
      const wrong = await officer().post('/fixings/ESTR/corrections', { day: '2026-02-21', rate: '1', reason: 'x' });
      expect(wrong).toMatchObject({
        status: 422,
        body: { code: 'INVALID_FIXING', fault: 'NOT_A_TARGET_DAY', field: 'day' },
      });
      const { items } = (await auditor().get('/fixings/ESTR/history?limit=2')).body;
      expect(items.map(({ rate, reason, inForce }: Record<string, unknown>) => [rate, reason, inForce])).toEqual([
        ['1.934', 'Republié à 9 h', true],
        ['1.931', null, false],
      ]);
      expect((await auditor().get('/fixings')).body).toEqual([
        { index: 'ESTR', first: '2026-02-18', last: '2026-02-19', days: 2 },
      ]);
    });
  });

  describe('an aid', () => {
    it('is traced to the projects and donors whose money bore the interest, and back', async () => {
      const secretariat = service.http('secretariat');
      const crisis = {
        code: 'AID-1',
        city: 'Toamasina',
        country: 'MG',
        kind: 'FLOOD',
        occurredOn: '2026-02-11',
        needs: '…',
      };
      expect((await secretariat.post('/cases', crisis)).status).toBe(201);
      const { body: proposal } = await secretariat.post('/cases/AID-1/proposals', {
        amount: euros('1000.00'),
        purpose: '…',
        beneficiary: 'B',
      });
      await secretariat.post(`/proposals/${proposal.id}/signatures`, { version: 1 });
      await service.http('committee-presidency').post(`/proposals/${proposal.id}/signatures`, { version: 1 });
      const presidency = service.http({ roles: ['presidency'], acr: 'decide' });
      expect((await presidency.post(`/proposals/${proposal.id}/decision`, { outcome: 'GRANTED' })).status).toBe(200);
      const line = {
        case: 'AID-1',
        caseName: 'Toamasina',
        origin: 'INTEREST',
        project: 'HUE',
        projectName: 'HUE',
        agreement: 'SIAAP',
        donor: 'DONOR',
        donorName: 'Donor',
        amount: euros('1000.00'),
      };
      for (const from of ['case=AID-1', 'project=HUE', 'donor=DONOR', 'agreement=SIAAP'])
        expect((await auditor().get(`/lineage?${from}`)).body).toEqual({ total: euros('1000.00'), lines: [line] });
      expect((await auditor().get('/lineage?agreement=BMGF')).body).toEqual({ total: euros('0.00'), lines: [] });
      expect((await auditor().get('/lineage?case=NONE')).status).toBe(404);
    });
  });

  describe('a projection', () => {
    it('counts with what is called and asked for, under four courses of the rates', async () => {
      const instalment = '0198a000-0000-7000-8000-000000000001';
      await others.tell('abonde.contributions.instalment-called.v1', {
        key: 'SIAAP',
        data: {
          agreement: 'SIAAP',
          donor: 'DONOR',
          instalment,
          number: 1,
          dueOn: '2026-01-31',
          amount: euros('300000.00'),
          reference: 'RF18SIAAP',
        },
      });
      await others.tell('abonde.disbursements.tranche-requested.v1', {
        key: 'HUE',
        valueDate: '2026-02-10',
        data: { project: 'HUE', tranche: 'HUE-T1', number: 1, amount: euros('100000.00'), split: [], reason: null },
      });
      await others.state('HUE', 'IN_PROGRESS', '2026-02-01');
      const { body } = await auditor().get('/projection?months=5&forward=2026-04:0.80');
      expect(body.planned).toEqual([
        { kind: 'INSTALMENT', project: null, agreement: 'SIAAP', on: '2026-02-21', amount: euros('300000.00') },
        { kind: 'TRANCHE', project: 'HUE', agreement: null, on: '2026-03-12', amount: euros('-100000.00') },
      ]);
      const june = body.months[3].scenarios.map(({ scenario, available }: Record<string, unknown>) => [
        scenario,
        available,
      ]);
      const [flat, plus, minus, forward] = june.map(([, available]: [string, { amount: string }]) =>
        Number(available.amount),
      );
      expect(june.map(([scenario]: [string]) => scenario)).toEqual(['FLAT', 'PLUS_100', 'MINUS_100', 'FORWARD']);
      expect(plus).toBeGreaterThan(flat);
      expect(minus).toBeLessThan(flat);
      expect(forward).toBeGreaterThan(minus);
      expect(forward).toBeLessThan(flat);
      expect((await auditor().get('/projection?forward=april:2')).status).toBe(400);
    });

    it('forgets an instalment that has come and a tranche that is paid', async () => {
      await others.tell('abonde.disbursements.tranche-paid.v1', {
        key: 'HUE',
        data: { project: 'HUE', tranche: 'HUE-T1', number: 1, amount: euros('100000.00'), split: [], reason: null },
      });
      await others.tell('abonde.contributions.receipt-recorded.v1', {
        key: 'SIAAP',
        data: {
          agreement: 'SIAAP',
          receipt: '0198a000-0000-7000-8000-000000000002',
          match: '0198a000-0000-7000-8000-000000000003',
          instalments: [
            { instalment: '0198a000-0000-7000-8000-000000000001', amount: euros('300000.00'), settled: true },
          ],
          original: euros('300000.00'),
          eur: euros('300000.00'),
          rate: null,
          fee: null,
          exchangeDifference: null,
        },
      });
      expect((await auditor().get('/projection?months=1')).body.planned).toEqual([]);
    });
  });
});
