import { eur, Stage } from './contributions.stage';

jest.setTimeout(60_000);

interface Act {
  name: string;
  path: string;
  body: () => Record<string, unknown>;
}

describe('what one person prepares and another confirms', () => {
  let stage: Stage;
  let instalment: string;
  let unapplied: string;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('PARIS', 'CITY');
    await stage.agreement({ code: 'PARIS-1', donor: 'PARIS', amount: eur('500.00'), earmark: { level: 'NONE' } });
    instalment = (await stage.call('PARIS-1')).id;
    await stage.receive({
      eur: eur('300.00'),
      targets: [{ kind: 'instalment', id: instalment, amount: eur('300.00') }],
    });
    await stage.receive({
      eur: eur('900.00'),
      targets: [{ kind: 'donation', id: 'AIMF-GENERAL', amount: eur('900.00') }],
    });
    await stage.receive({ eur: eur('80.00'), targets: [{ kind: 'unapplied', id: 'PARIS', amount: eur('80.00') }] });
    unapplied = (await stage.officer.get('/unapplied')).body.items[0].id;
  });
  afterAll(() => stage.stop());

  const acts: Act[] = [
    {
      name: 'a refund',
      path: '/refunds',
      body: () => ({ agreement: 'PARIS-1', amount: eur('10.00'), beneficiary: 'PARIS', reason: 'Reliquat' }),
    },
    {
      name: 'a write-off',
      path: '/write-offs',
      body: () => ({ instalment, amount: eur('20.00'), reason: 'Irrécouvrable' }),
    },
    {
      name: 'an opening balance',
      path: '/openings',
      body: () => ({ effectiveDate: '2020-03-01', lines: [{ agreement: 'PARIS-1', amount: eur('30.00') }] }),
    },
    {
      name: 'money that waited',
      path: '/unapplied/applications',
      body: () => ({ instalment, amount: eur('40.00') }),
    },
  ];
  const prepare = async ({ path, body }: Act) =>
    (await stage.officer.post(path === '/unapplied/applications' ? `/unapplied/${unapplied}/apply` : path, body()))
      .body;

  describe.each(acts)('$name', (act) => {
    it('is put aside with a reason, once, and posts nothing', async () => {
      const { id, status } = await prepare(act);
      expect(status).toBe('PREPARED');
      const count = async () =>
        (await stage.service.sql<{ n: string }>('SELECT count(*) AS n FROM ledger.transactions'))[0]?.n;
      const before = await count();
      const silent = await stage.controller.post(`${act.path}/${id}/decline`, {});
      expect([silent.status, silent.body.code]).toEqual([400, 'VALIDATION_FAILED']);
      const declined = await stage.controller.post(`${act.path}/${id}/decline`, { reason: 'Pièce manquante' });
      expect([declined.status, declined.body]).toMatchObject([
        200,
        { status: 'DECLINED', declineReason: 'Pièce manquante', entries: null },
      ]);
      for (const step of ['decline', 'confirm']) {
        const again = await stage.controller.post(`${act.path}/${id}/${step}`, { reason: 'Encore' });
        expect([again.status, again.body.code]).toEqual([409, 'ALREADY_DECLINED']);
      }
      expect(await count()).toBe(before);
      expect((await stage.officer.get(`${act.path}?status=DECLINED`)).body.items).toMatchObject([{ id }]);
    });

    it('is withdrawn by whoever prepared it, and by no other officer', async () => {
      const { id } = await prepare(act);
      const other = stage.service.http({ roles: ['finance-officer'], sub: 'another-officer' });
      const refused = await other.post(`${act.path}/${id}/decline`, { reason: 'Erreur' });
      expect([refused.status, refused.body.code]).toEqual([403, 'NOT_YOURS']);
      expect((await stage.officer.post(`${act.path}/${id}/decline`, { reason: 'Erreur' })).status).toBe(200);
    });

    it('is confirmed by another person only, once, and then opens its entries', async () => {
      const { id, preparedBy } = await prepare(act);
      const both = stage.service.http({ roles: ['finance-officer', 'finance-controller'], sub: preparedBy });
      const same = await both.post(`${act.path}/${id}/confirm`, {});
      expect([same.status, same.body.code]).toEqual([403, 'SAME_PERSON']);
      const confirmed = await stage.controller.post(`${act.path}/${id}/confirm`, {});
      expect([confirmed.status, confirmed.body.entries]).toEqual([200, expect.stringContaining('transaction=')]);
      const again = await stage.controller.post(`${act.path}/${id}/confirm`, {});
      expect([again.status, again.body.code]).toEqual([409, 'ALREADY_CONFIRMED']);
    });
  });

  it('is refused with what there is', async () => {
    const answers = await Promise.all([
      stage.officer.post('/refunds', { ...acts[0]?.body(), amount: eur('9999.00') }),
      stage.officer.post('/write-offs', { ...acts[1]?.body(), amount: eur('9999.00') }),
      stage.officer.post('/openings', { lines: [{ agreement: 'PARIS-1', amount: eur('9999.00') }] }),
      stage.officer.post(`/unapplied/${unapplied}/apply`, { instalment, amount: eur('40.01') }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'INSUFFICIENT_FUNDS'],
      [422, 'ABOVE_OUTSTANDING'],
      [409, 'INSUFFICIENT_FUNDS'],
      [422, 'ABOVE_UNAPPLIED'],
    ]);
    expect(answers.map(({ body }) => body.available ?? body.outstanding ?? body.remaining)).toEqual([
      eur('360.00'),
      eur('140.00'),
      eur('870.00'),
      eur('40.00'),
    ]);
  });

  it('tells treasury what the bank is still to bring, receipts included', async () => {
    const told = await stage.service.published('abonde.contributions.instalment-amended.v1');
    expect(told.map(({ data }) => [data.instalment, data.amount])).toEqual([
      [instalment, eur('480.00')],
      [instalment, eur('440.00')],
    ]);
  });

  it('tells the whole schedule each time', async () => {
    const told = await stage.service.published('abonde.contributions.schedule-changed.v1');
    const ours = told.filter(({ data }) => data.agreement === 'PARIS-1').map(({ data }) => data.instalments[0]);
    expect(ours.map((one) => [one?.state, one?.outstanding.amount])).toEqual([
      ['EXPECTED', '500.00'],
      ['CALLED', '500.00'],
      ['CALLED', '200.00'],
      ['CALLED', '180.00'],
      ['CALLED', '140.00'],
    ]);
  });

  it('keeps both layers balanced, and clearing with money, in every transaction', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
