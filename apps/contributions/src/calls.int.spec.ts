import { eur, Stage } from './contributions.stage';

jest.setTimeout(60_000);

const instalment = (number: number, amount: string, condition: object, dueOn = `202${number}-02-01`) => ({
  number,
  amount: eur(amount),
  dueOn,
  condition,
});

describe('calls, their conditions and what becomes of them', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('UE', 'MULTILATERAL');
  });
  afterAll(() => stage.stop());

  const call = (agreement: string, number: number, body: object = {}) =>
    stage.officer.post(`/agreements/${agreement}/instalments/${number}/call`, body);
  const say = async (type: Parameters<typeof stage.service.publish>[0], key: string, data: object) =>
    stage.service.handled(await stage.service.publish(type, { key, valueDate: '2024-03-01', data } as never));
  const receive = async (agreement: string, number: number, amount: string, valueDate?: string) => {
    const { instalments } = (await stage.officer.get(`/agreements/${agreement}`)).body;
    const { id } = instalments[number - 1];
    await stage.receive({ eur: eur(amount), targets: [{ kind: 'instalment', id, amount: eur(amount) }] }, valueDate);
  };

  describe('a pre-financing that waits for consumption', () => {
    beforeAll(() =>
      stage.agreement({
        code: 'UE-PF',
        donor: 'UE',
        amount: eur('1000.00'),
        earmark: { level: 'PROJECT', projects: ['P-UE'] },
        managementFeeRate: '7',
        instalments: [
          instalment(1, '600.00', { kind: 'SIGNATURE' }),
          instalment(2, '300.00', { kind: 'PERCENT_CONSUMED', percent: '70' }),
          instalment(3, '100.00', { kind: 'REPORT_ACCEPTED', report: 'FINAL' }),
        ],
      }),
    );

    it('is refused before the signature, with the day', async () => {
      const { status, body } = await call('UE-PF', 1, { effectiveDate: '2019-12-01' });
      expect([status, body.code, body.missing]).toEqual([
        422,
        'CONDITION_NOT_MET',
        [{ code: 'NOT_SIGNED', signedOn: '2019-12-16' }],
      ]);
    });

    it('is refused while the one before is not called', async () => {
      const { body } = await call('UE-PF', 2);
      expect(body.missing).toEqual([{ code: 'EARLIER_NOT_CALLED', instalment: 1 }]);
    });

    it('is refused below 70 %, with the figures, and changes nothing', async () => {
      expect((await call('UE-PF', 1, { effectiveDate: '2020-01-15' })).status).toBe(201);
      await receive('UE-PF', 1, '600.00');
      const { status, body } = await call('UE-PF', 2);
      // The management fee of 7 % counts as consumed.
      expect([status, body.missing]).toEqual([
        422,
        [{ code: 'NOT_CONSUMED', consumed: eur('42.00'), required: eur('420.00'), lacking: eur('378.00') }],
      ]);
      expect(body.detail).toContain('378.00 EUR are lacking');
      const { instalments } = (await stage.officer.get('/agreements/UE-PF')).body;
      expect(instalments[1]).toMatchObject({ state: 'EXPECTED', missing: [{ code: 'NOT_CONSUMED' }] });
    });

    it('shows what came, with the way to its entries', async () => {
      const [came] = (await stage.officer.get('/agreements/UE-PF/receipts')).body.items;
      expect(came).toMatchObject({ instalment: 1, eur: eur('600.00'), applied: eur('600.00'), state: 'RECORDED' });
      expect(came.entries).toContain('account=clearing%3Atreasury');
    });

    it('is called once expenses are justified', async () => {
      await say('abonde.disbursements.expense-justified.v1', 'P-UE', {
        project: 'P-UE',
        tranche: 'P-UE-T1',
        justification: crypto.randomUUID(),
        amount: eur('378.00'),
        split: [{ agreement: 'UE-PF', amount: eur('378.00') }],
        justifiedPercent: '70',
        reason: null,
      });
      expect((await call('UE-PF', 2)).status).toBe(201);
    });

    it('the balance waits for the accepted report of the project', async () => {
      expect((await call('UE-PF', 3)).body.missing).toEqual([
        { code: 'PROJECT_REPORT_NOT_ACCEPTED', report: 'FINAL', project: 'P-UE' },
      ]);
      await say('abonde.disbursements.report-accepted.v1', 'P-UE', {
        project: 'P-UE',
        report: 'FINAL',
        acceptedOn: '2026-01-31',
      });
      expect((await call('UE-PF', 3)).status).toBe(201);
    });
  });

  describe('a letter', () => {
    it('comes in both languages and keeps when, by whom and to whom it was sent', async () => {
      for (const lang of ['fr', 'en']) {
        const { status, headers } = await stage.officer.get(`/agreements/UE-PF/instalments/1/letter?lang=${lang}`);
        expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
      }
      const early = await stage.officer.post('/agreements/UE-PF/instalments/2/sent', { effectiveDate: '2020-01-01' });
      expect([early.status, early.body.code]).toEqual([422, 'SENT_BEFORE_CALL']);
      const { body } = await stage.officer.post('/agreements/UE-PF/instalments/2/sent', { to: 'finance@example.org' });
      expect(body).toMatchObject({ sentOn: '2026-02-20', sentTo: 'finance@example.org', sentBy: expect.any(String) });
    });

    it('is withdrawn as long as nothing came, and the instalment may be called again', async () => {
      const { body } = await stage.officer.post('/agreements/UE-PF/instalments/3/withdraw', {
        reason: 'Montant erroné',
      });
      expect(body).toMatchObject({ state: 'EXPECTED', reference: null, sentOn: null });
      expect(await stage.postings('call-withdrawn')).toEqual([
        'receivable:UE-PF -100.00',
        'income:UE-PF 100.00',
        'pledge:UE-PF 100.00',
        'pledge-contra:UE-PF -100.00',
      ]);
      const [told] = (await stage.service.published('abonde.contributions.instalment-cancelled.v1')).slice(-1);
      expect(told?.data).toMatchObject({ agreement: 'UE-PF', number: 3 });
      const paid = await stage.officer.post('/agreements/UE-PF/instalments/1/withdraw', { reason: 'x' });
      expect([paid.status, paid.body.code, paid.body.settled]).toEqual([409, 'CALL_ALREADY_ANSWERED', eur('600.00')]);
      const again = await call('UE-PF', 3);
      expect([again.status, again.body.reference]).toEqual([201, expect.stringMatching(/^RF\d\dUEPFT3$/)]);
    });
  });

  describe('reminders', () => {
    const of = async (agreement: string, number: number): Promise<string> =>
      (await stage.officer.get(`/agreements/${agreement}`)).body.instalments[number - 1].id;

    it('are drafted for what is late, sent, and grow firmer', async () => {
      const late = await of('UE-PF', 2);
      const first = (await stage.officer.post('/reminders', { instalment: late })).body;
      expect(first).toMatchObject({ level: 1, state: 'DRAFT', channel: 'EMAIL', number: 2 });
      const nobody = await stage.officer.post(`/reminders/${first.id}/send`, {});
      expect([nobody.status, nobody.body.code, nobody.body.field]).toEqual([422, 'RECIPIENT_MISSING', 'to']);
      const sent = await stage.officer.post(`/reminders/${first.id}/send`, {
        to: 'finance@example.org',
        effectiveDate: '2026-02-10',
      });
      expect(sent.body).toMatchObject({ state: 'SENT', sentOn: '2026-02-10' });
      const second = (await stage.officer.post('/reminders', { instalment: late, channel: 'LETTER', lang: 'en' })).body;
      expect([second.level, second.subject]).toEqual([2, expect.stringContaining('Reminder no. 2')]);
      expect(second.body).toContain('2026-02-10');
      const letter = await stage.officer.get(`/reminders/${second.id}/letter`);
      expect(letter.headers.get('content-type')).toBe('application/pdf');
      const ageing = await stage.officer.get('/receivables?agreement=UE-PF');
      expect(ageing.body.items.find(({ number }: { number: number }) => number === 2)).toMatchObject({
        reminders: 1,
        remindedOn: '2026-02-10',
        band: 'OVER_90',
      });
    });

    it('keep one draft at a time', async () => {
      await stage.officer.post('/reminders', { instalment: await of('UE-PF', 2) });
      const { items } = (await stage.officer.get('/reminders?agreement=UE-PF')).body;
      expect(items.map(({ state }: { state: string }) => state)).toEqual(['SENT', 'DISCARDED', 'DRAFT']);
      const closed = await stage.officer.post(`/reminders/${items[1].id}/send`, {});
      expect([closed.status, closed.body.code]).toEqual([409, 'NOT_A_DRAFT']);
    });

    it('are for nobody who owes nothing', async () => {
      const { status, body } = await stage.officer.post('/reminders', { instalment: await of('UE-PF', 1) });
      expect([status, body.code]).toEqual([422, 'NOT_OVERDUE']);
    });
  });

  describe('income of a later year', () => {
    it('is deferred when it is called, and recognised when its year has begun', async () => {
      await stage.agreement({
        code: 'UE-PCA',
        donor: 'UE',
        amount: eur('500.00'),
        incomeRecognition: 'BY_YEAR',
        instalments: [instalment(1, '500.00', { kind: 'DATE' }, '2026-01-31')],
      });
      await call('UE-PCA', 1, { effectiveDate: '2025-12-15' });
      expect(await stage.postings('instalment-called')).toContain('deferred-income:UE-PCA -500.00');
      const recognise = (through: string) => stage.officer.post('/deferred-income/recognitions', { through });
      expect((await recognise('2025-12-31')).body).toMatchObject({ items: [], total: eur('0.00') });
      expect((await recognise('2026-01-31')).body).toMatchObject({
        items: [{ agreement: 'UE-PCA', number: 1, on: '2026-01-01' }],
        total: eur('500.00'),
      });
      expect(await stage.postings('deferred-income-recognised')).toEqual([
        'deferred-income:UE-PCA 500.00',
        'income:UE-PCA -500.00',
      ]);
      expect((await recognise('2026-02-20')).body.items).toEqual([]);
    });
  });

  describe('an agreement whose interest is offset against the next payment', () => {
    const bears = async (agreement: string, interest: string) => {
      const line = {
        project: null,
        agreement,
        disposition: 'OFFSET_AGAINST_NEXT_PAYMENT' as const,
        amount: eur(interest),
        transfer: crypto.randomUUID(),
      };
      const data = { placement: 'MAIN', credit: crypto.randomUUID(), from: '2020-01-01', to: '2020-03-31' };
      await say('abonde.emergency-fund.interest-distributed.v1', 'MAIN', { ...data, lines: [line] });
    };
    const offsetting = (code: string, ...instalments: object[]) =>
      stage.agreement({
        code,
        donor: 'UE',
        amount: eur('100.00'),
        interestClauses: [{ from: '2020-01-01', kind: 'OFFSET_AGAINST_NEXT_PAYMENT' }],
        instalments,
      });

    beforeAll(async () => {
      await offsetting('UE-OFF', instalment(1, '60.00', { kind: 'DATE' }), instalment(2, '40.00', { kind: 'DATE' }));
      await bears('UE-OFF', '5.00');
    });

    it('is called net, at its gross income; the interest serves the agreement', async () => {
      const { status, body } = await call('UE-OFF', 1, { effectiveDate: '2024-03-15' });
      expect([status, body.amount, body.interestOffset, body.outstanding]).toEqual([
        201,
        eur('60.00'),
        eur('5.00'),
        eur('55.00'),
      ]);
      expect(await stage.postings('instalment-called')).toEqual([
        'receivable:UE-OFF 55.00',
        'income:UE-OFF -60.00',
        'payable-to-donor:UE-OFF 5.00',
        'fund:due-to-donor:UE-OFF 5.00',
        'fund:envelope:UE-OFF -5.00',
        'pledge:UE-OFF -60.00',
        'pledge-contra:UE-OFF 60.00',
      ]);
      const [told] = (await stage.service.published('abonde.contributions.instalment-called.v1')).slice(-1);
      expect(told?.data).toMatchObject({ agreement: 'UE-OFF', amount: eur('55.00') });
      expect(await stage.envelope('UE-OFF')).toBe('5.00');
      expect((await stage.officer.get('/receivables?agreement=UE-OFF')).body.total).toEqual(eur('55.00'));
    });

    it('gives the interest back when the call is withdrawn, and takes it again when it is called again', async () => {
      const path = '/agreements/UE-OFF/instalments/1/withdraw';
      expect((await stage.officer.post(path, { reason: 'Erreur', effectiveDate: '2024-03-20' })).status).toBe(200);
      expect(await stage.envelope('UE-OFF')).toBe('0.00');
      expect((await call('UE-OFF', 1, { effectiveDate: '2024-04-01' })).body.outstanding).toEqual(eur('55.00'));
      expect((await call('UE-OFF', 2, { effectiveDate: '2024-04-01' })).body.outstanding).toEqual(eur('40.00'));
      await receive('UE-OFF', 1, '55.00', '2024-05-01');
      const { instalments, figures } = (await stage.officer.get('/agreements/UE-OFF')).body;
      expect([instalments[0].state, figures.free.value]).toEqual(['SETTLED', eur('60.00')]);
      expect(await stage.broken()).toEqual([]);
    });

    it('asks for nothing where the interest pays all of it', async () => {
      await offsetting('UE-ALL', instalment(1, '10.00', { kind: 'DATE' }), instalment(2, '90.00', { kind: 'DATE' }));
      await bears('UE-ALL', '12.00');
      const { body } = await call('UE-ALL', 1, { effectiveDate: '2024-04-01' });
      expect([body.state, body.outstanding, body.interestOffset]).toEqual(['SETTLED', eur('0.00'), eur('10.00')]);
      const { figures } = (await stage.officer.get('/agreements/UE-ALL')).body;
      expect([figures.pledged.value, figures.called.value, figures.free.value]).toEqual([
        eur('100.00'),
        eur('0.00'),
        eur('10.00'),
      ]);
      const [told] = (await stage.service.published('abonde.contributions.instalment-called.v1')).slice(-1);
      expect(told?.data.agreement).toBe('UE-OFF');
    });
  });

  it('leave clearing and money in step, and no message behind', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
