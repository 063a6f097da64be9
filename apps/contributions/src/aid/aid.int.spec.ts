import { eur, Stage } from '../contributions.stage';

jest.setTimeout(60_000);

describe('a water agency whose aid follows the real cost', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('AESN', 'WATER_AGENCY');
  });
  afterAll(() => stage.stop());

  const call = (agreement: string, number: number, body: object = {}) =>
    stage.officer.post(`/agreements/${agreement}/instalments/${number}/call`, body);
  const receive = async (agreement: string, number: number, amount: string) => {
    const { instalments } = (await stage.officer.get(`/agreements/${agreement}`)).body;
    const { id } = instalments[number - 1];
    await stage.receive({ eur: eur(amount), targets: [{ kind: 'instalment', id, amount: eur(amount) }] });
  };

  const agency = (code: string, project: string) =>
    stage.agreement({
      code,
      donor: 'AESN',
      amount: eur('1000.00'),
      earmark: { level: 'PROJECT', projects: [project] },
      aidRate: '50',
      instalments: [
        { number: 1, amount: eur('300.00'), dueOn: '2021-02-01', condition: { kind: 'SIGNATURE' } },
        { number: 2, amount: eur('700.00'), dueOn: '2022-02-01', condition: { kind: 'FULL_COST_PROVEN' } },
      ],
    });
  const establish = async (project: string, eligible: string) => {
    const data = { project, total: eur(eligible), eligible: eur(eligible), ceiling: eur(eligible) };
    const type = 'abonde.disbursements.final-cost-established.v1';
    await stage.service.handled(await stage.service.publish(type, { key: project, valueDate: '2024-03-01', data }));
  };

  it('lowers what is not called, by an amendment of the service itself', async () => {
    await agency('AESN-A', 'P-A');
    await call('AESN-A', 1, { effectiveDate: '2020-01-15' });
    expect((await call('AESN-A', 2)).body.missing).toEqual([{ code: 'FINAL_COST_NOT_ESTABLISHED', project: 'P-A' }]);
    await establish('P-A', '1600.00');
    const { body } = await stage.officer.get('/agreements/AESN-A');
    expect([body.amount, body.version, body.instalments[1].amount, body.instalments[1].reduced]).toEqual([
      eur('800.00'),
      2,
      eur('500.00'),
      eur('200.00'),
    ]);
    expect(body.versions[1]).toMatchObject({ actor: 'system:contributions' });
    expect(body.versions[1].reason).toContain('1600.00 EUR');
    expect(await stage.postings('agreement-amended')).toEqual(['pledge:AESN-A -200.00', 'pledge-contra:AESN-A 200.00']);
    expect((await call('AESN-A', 2)).status).toBe(201);
  });

  it('stays as it is when the cost rises', async () => {
    await agency('AESN-B', 'P-B');
    await establish('P-B', '5000.00');
    expect((await stage.officer.get('/agreements/AESN-B')).body).toMatchObject({
      amount: eur('1000.00'),
      version: 1,
    });
  });

  it('lowers a call that is not paid, and treasury expects the rest', async () => {
    await agency('AESN-C', 'P-C');
    await call('AESN-C', 1, { effectiveDate: '2020-01-15' });
    await establish('P-C', '500.00');
    const { body } = await stage.officer.get('/agreements/AESN-C');
    expect(body.instalments.map(({ state, amount }: { state: string; amount: object }) => [state, amount])).toEqual([
      ['CALLED', eur('250.00')],
      ['CANCELLED', eur('0.00')],
    ]);
    expect(await stage.postings('instalment-reduced')).toEqual([
      'income:AESN-C 50.00',
      'receivable:AESN-C -50.00',
      'pledge:AESN-C 50.00',
      'pledge-contra:AESN-C -50.00',
    ]);
    expect(await stage.postings('agreement-amended')).toEqual(['pledge:AESN-C -750.00', 'pledge-contra:AESN-C 750.00']);
    expect([body.amount, body.figures.pledged.value, body.figures.called.value]).toEqual([
      eur('250.00'),
      eur('250.00'),
      eur('250.00'),
    ]);
    const [told] = (await stage.service.published('abonde.contributions.instalment-amended.v1')).slice(-1);
    expect(told?.data).toMatchObject({ agreement: 'AESN-C', amount: eur('250.00') });
    const owed = async (asOf: string) =>
      (await stage.officer.get(`/receivables?agreement=AESN-C&asOf=${asOf}`)).body.total;
    expect([await owed('2020-06-30'), await owed('2026-02-20')]).toEqual([eur('300.00'), eur('250.00')]);
  });

  it('owes back what was paid above it; what is not free any more is missing until money comes', async () => {
    await agency('AESN-D', 'P-D');
    await call('AESN-D', 1, { effectiveDate: '2020-01-15' });
    await receive('AESN-D', 1, '300.00');
    await establish('P-D', '400.00');
    const { body } = await stage.officer.get('/agreements/AESN-D');
    const { pledged, called, received, free } = body.figures;
    expect([body.amount, pledged.value, free.value]).toEqual([eur('200.00'), eur('200.00'), eur('200.00')]);
    expect([called.value, received.value]).toEqual([eur('300.00'), eur('300.00')]);
    expect(await stage.postings('aid-overpaid')).toEqual([
      'income:AESN-D 100.00',
      'payable-to-donor:AESN-D -100.00',
      'fund:envelope:AESN-D 100.00',
      'fund:due-to-donor:AESN-D -100.00',
      'pledge:AESN-D 100.00',
      'pledge-contra:AESN-D -100.00',
    ]);
    const owed = (await stage.officer.get('/receivables?agreement=AESN-D&asOf=2026-02-20')).body;
    expect(owed.items).toEqual([]);
    const amended = await stage.officer.post('/agreements/AESN-D/amendments', {
      reason: 'Nouveau terme',
      aidRate: '45',
    });
    expect(amended.status).toBe(201);
  });

  it('gives what was paid above it back to the agency, by two persons', async () => {
    const owed = async () =>
      (await stage.officer.get('/refunds/owed')).body.items.filter(
        ({ agreement }: { agreement: string }) => agreement === 'AESN-D',
      );
    expect(await owed()).toMatchObject([
      { kind: 'AID_RETURN', because: 'REAL_COST', amount: eur('100.00'), donor: 'AESN' },
    ]);
    const refund = { agreement: 'AESN-D', kind: 'AID_RETURN', beneficiary: 'AESN', reason: 'Coût moindre' };
    const tooMuch = await stage.officer.post('/refunds', { ...refund, amount: eur('100.01') });
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.available]).toEqual([
      409,
      'INSUFFICIENT_FUNDS',
      eur('100.00'),
    ]);
    const interest = await stage.officer.post('/refunds', { ...refund, kind: 'INTEREST_RETURN', amount: eur('1.00') });
    expect([interest.status, interest.body.available]).toEqual([409, eur('0.00')]);
    const { id } = (await stage.officer.post('/refunds', { ...refund, amount: eur('100.00') })).body;
    expect((await stage.controller.post(`/refunds/${id}/confirm`)).body).toMatchObject({ status: 'REQUESTED' });
    const [asked] = (await stage.service.published('abonde.contributions.payment-requested.v1')).slice(-1);
    expect(asked?.data).toMatchObject({ paymentRequest: id, kind: 'DONOR_REFUND', amount: eur('100.00') });
    expect(await owed()).toEqual([]);
    // What stood aside is paid; the envelope, of which the donor was owed nothing else, stays as it was.
    expect(await stage.envelope('AESN-D')).toBe('200.00');
  });

  it('leaves what an agreement has once its project has ended to be given back', async () => {
    const ended = {
      ...{ project: 'P-D', title: 'P-D', city: 'SIEM-REAP', country: 'KH', theme: 'WATER_SANITATION' },
      ...{ instrument: 'COOPERATION' as const, from: 'COMPLETED' as const, to: 'CLOSED' as const },
      ...{ effectiveDate: '2026-01-31', reason: null, actor: 'x' },
    };
    const type = 'abonde.disbursements.project-state-changed.v1';
    await stage.service.handled(await stage.service.publish(type, { key: 'P-D', data: ended }));
    const { items } = (await stage.officer.get('/refunds/owed')).body;
    expect(items).toMatchObject([
      { agreement: 'AESN-D', kind: 'DONOR_REFUND', because: 'PROJECTS_ENDED', amount: eur('200.00') },
    ]);
  });

  it('says a shortfall for what the project already has', async () => {
    await agency('AESN-E', 'P-E');
    await call('AESN-E', 1, { effectiveDate: '2020-01-15' });
    await receive('AESN-E', 1, '300.00');
    await stage.attribute('P-E', {
      attributedTotal: eur('300.00'),
      fundSources: [{ source: 'AESN', amount: eur('300.00') }],
    });
    const [proposal] = (await stage.allocations('PROPOSED')).filter(({ project }) => project === 'P-E');
    await stage.controller.post(`/allocations/${proposal?.id}/confirm`, {});
    await establish('P-E', '400.00');
    expect(await stage.postings('aid-overpaid')).toEqual([
      'income:AESN-E 100.00',
      'payable-to-donor:AESN-E -100.00',
      'fund:shortfall:AESN-E 100.00',
      'fund:due-to-donor:AESN-E -100.00',
      'pledge:AESN-E 100.00',
      'pledge-contra:AESN-E -100.00',
    ]);
    const [raised] = (await stage.service.published('abonde.contributions.shortfall-raised.v1')).slice(-1);
    expect(raised?.data).toMatchObject({ account: 'fund:shortfall:AESN-E', amount: eur('100.00') });
  });

  it('counts as received what came in, whatever is owed back and whatever fills the shortfall', async () => {
    const figures = async () => {
      const { received, reserved } = (await stage.officer.get('/agreements/AESN-E')).body.figures;
      return [received.value, reserved.value];
    };
    expect(await figures()).toEqual([eur('300.00'), eur('0.00')]);
    const data = { project: 'P-E', agreement: 'AESN-E', amount: eur('130.00'), reason: 'Coût moindre' };
    const dates = { valueDate: '2024-04-01', accountingDate: '2024-04-01' };
    const event = { key: 'P-E', transfer: crypto.randomUUID(), ...dates, data };
    const type = 'abonde.disbursements.allocation-released.v1';
    await stage.service.handled(await stage.service.publish(type, event));
    expect(await stage.postings('shortfall-repaid')).toEqual([
      'fund:envelope:AESN-E 100.00',
      'fund:shortfall:AESN-E -100.00',
    ]);
    // The rest is proposed to the project again.
    expect(await figures()).toEqual([eur('300.00'), eur('30.00')]);
  });

  it('leaves clearing and money in step, and no message behind', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
