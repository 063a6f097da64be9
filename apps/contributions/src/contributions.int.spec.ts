import { eur, Stage } from './contributions.stage';

jest.setTimeout(60_000);

describe('from an agreement to a confirmed allocation', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('SIAAP');
    await stage.agreement({
      code: 'SIAAP-2020-SR',
      donor: 'SIAAP',
      amount: eur('315000.00'),
      earmark: { level: 'PROJECT', projects: ['KH-SR-PROFERTIL'] },
    });
  });
  afterAll(() => stage.stop());

  it('posts the pledge when the agreement is registered', async () => {
    expect(await stage.postings('agreement-signed')).toEqual([
      'pledge:SIAAP-2020-SR 315000.00',
      'pledge-contra:SIAAP-2020-SR -315000.00',
    ]);
    const [signed] = (await stage.service.published('abonde.contributions.agreement-signed.v1')).slice(-1);
    expect(signed?.data).toMatchObject({ agreement: 'SIAAP-2020-SR', version: 1, pool: 'EUR', countsAs: 'FUND' });
  });

  it('takes an agreement without earmark, and keeps what the amount of an example rests on', async () => {
    await stage.agreement({ code: 'EXAMPLE', donor: 'SIAAP', amount: eur('1.00'), basis: 'ILLUSTRATIVE' });
    const { earmark, basis } = (await stage.officer.get('/agreements/EXAMPLE')).body;
    expect([earmark, basis]).toEqual([{ level: 'NONE' }, 'ILLUSTRATIVE']);
    expect((await stage.officer.get('/agreements/SIAAP-2020-SR')).body.basis).toBeNull();
  });

  it('refuses instalments that do not add up, with the difference', async () => {
    const { status, body } = await stage.officer.post('/agreements', {
      code: 'WRONG',
      donor: 'SIAAP',
      instrument: 'COOPERATION',
      amount: eur('100.00'),
      signedOn: '2020-01-01',
      period: { from: '2020-01-01', to: '2021-01-01' },
      earmark: { level: 'NONE' },
      instalments: [{ number: 1, amount: eur('99.99'), dueOn: '2020-02-01' }],
    });
    expect([status, body.code, body.difference]).toEqual([422, 'INSTALMENTS_DO_NOT_ADD_UP', eur('0.01')]);
  });

  it('calls the instalment: receivable, income, pledge, reference and letter', async () => {
    const called = await stage.call('SIAAP-2020-SR');
    expect(called.reference).toMatch(/^RF\d\dSIAAP2020SRT1$/);
    expect(await stage.postings('instalment-called')).toEqual([
      'receivable:SIAAP-2020-SR 315000.00',
      'income:SIAAP-2020-SR -315000.00',
      'pledge:SIAAP-2020-SR -315000.00',
      'pledge-contra:SIAAP-2020-SR 315000.00',
    ]);
    const letter = await stage.officer.get(`/documents/${called.document}`);
    expect(letter.status).toBe(200);
    expect(letter.headers.get('content-type')).toBe('application/pdf');
    const ageing = await stage.officer.get('/receivables?asOf=2020-03-31');
    expect(ageing.body).toMatchObject({
      total: eur('315000.00'),
      items: [{ agreement: 'SIAAP-2020-SR', daysLate: 59, band: 'D31_60' }],
    });
  });

  it('books the matched receipt in the envelope and confirms the match', async () => {
    const [called] = await stage.service.published('abonde.contributions.instalment-called.v1');
    const match = await stage.receive({
      eur: eur('315000.00'),
      targets: [{ kind: 'instalment', id: called?.data.instalment ?? '', amount: eur('315000.00') }],
    });
    expect(await stage.postings('receipt-matched')).toEqual([
      'clearing:treasury 315000.00',
      'receivable:SIAAP-2020-SR -315000.00',
      'fund:money 315000.00',
      'fund:envelope:SIAAP-2020-SR -315000.00',
    ]);
    const [recorded] = await stage.service.published('abonde.contributions.receipt-recorded.v1');
    expect(recorded?.data).toMatchObject({
      match,
      agreement: 'SIAAP-2020-SR',
      eur: eur('315000.00'),
      instalments: [{ settled: true }],
      fee: null,
    });
    const [moved] = await stage.service.published('abonde.contributions.money-received.v1');
    expect(moved).toMatchObject({
      valuedate: '2020-02-10',
      data: { agreement: 'SIAAP-2020-SR', delta: eur('315000.00'), cause: 'RECEIVED' },
    });
    expect(await stage.envelope('SIAAP-2020-SR')).toBe('315000.00');
  });

  it('proposes the earmarked money, says why, and shows what is missing', async () => {
    await stage.attribute('KH-SR-PROFERTIL', {
      attributedTotal: eur('400000.00'),
      planTotal: eur('500000.00'),
      fundShare: eur('400000.00'),
      fundSources: [
        { source: 'SIAAP', amount: eur('350000.00') },
        { source: 'AIMF', amount: eur('50000.00') },
      ],
    });
    const [proposal] = await stage.allocations('PROPOSED');
    expect(proposal?.lines).toMatchObject([
      { agreement: 'SIAAP-2020-SR', amount: eur('315000.00'), reason: { code: 'EARMARKED_PROJECT' } },
    ]);
    const [wait] = await stage.allocations('AWAITING_FUNDS');
    expect(wait).toMatchObject({ project: 'KH-SR-PROFERTIL', missing: eur('85000.00') });
    expect(await stage.envelope('SIAAP-2020-SR')).toBe('0.00');
    expect((await stage.service.published('abonde.contributions.money-moved.v1')).length).toBe(0);
  });

  it('fills the rest as soon as own resources come, and no more than their line of the plan', async () => {
    const opened = await stage.service.publish('abonde.treasury.bank-account-opened.v1', {
      key: 'MAIN-EUR',
      transfer: crypto.randomUUID(),
      valueDate: '2018-01-01',
      accountingDate: '2018-01-01',
      data: {
        account: 'MAIN-EUR',
        name: 'Compte principal',
        currency: 'EUR',
        opening: eur('1900000.00'),
        openingEur: eur('1900000.00'),
        openingDate: '2018-01-01',
      },
    });
    await stage.service.handled(opened);
    expect(await stage.postings('bank-account-opened')).toEqual([
      'clearing:treasury 1900000.00',
      'opening -1900000.00',
      'fund:money 1900000.00',
      'fund:envelope:AIMF-GENERAL -1900000.00',
    ]);
    const proposals = await stage.allocations('PROPOSED');
    expect(proposals[1]?.lines).toMatchObject([
      { agreement: 'AIMF-GENERAL', amount: eur('50000.00'), reason: { code: 'OWN_RESOURCES' } },
    ]);
    expect(await stage.allocations('AWAITING_FUNDS')).toMatchObject([{ missing: eur('35000.00') }]);
  });

  it('refuses an adjustment above a line of the plan, with what it allows', async () => {
    const [, own] = await stage.allocations('PROPOSED');
    const { status, body } = await stage.officer.post(`/allocations/${own?.id}/adjust`, {
      lines: [{ agreement: 'AIMF-GENERAL', amount: eur('50000.01') }],
    });
    expect([status, body.code, body.available]).toEqual([422, 'SOURCE_SHARE_EXCEEDED', eur('50000.00')]);
  });

  it('refuses with every rule that is broken, each with its figures, and changes nothing', async () => {
    const [, own] = await stage.allocations('PROPOSED');
    const { status, body } = await stage.officer.post(`/allocations/${own?.id}/adjust`, {
      lines: [
        { agreement: 'EXAMPLE', amount: eur('0.00') },
        { agreement: 'AIMF-GENERAL', amount: eur('2000000.00') },
      ],
    });
    expect([status, body.code]).toEqual([422, 'AMOUNT_NOT_POSITIVE']);
    expect(body.violations).toMatchObject([
      { code: 'AMOUNT_NOT_POSITIVE', agreement: 'EXAMPLE' },
      { code: 'ABOVE_ATTRIBUTED', missing: eur('85000.00'), excess: eur('1915000.00') },
      { code: 'FUND_SHARE_ABOVE_CEILING', ceiling: eur('400000.00'), excess: eur('1915000.00') },
      { code: 'INSUFFICIENT_FUNDS', agreement: 'AIMF-GENERAL', available: eur('1900000.00'), excess: eur('100000.00') },
    ]);
    const dollars = await stage.officer.post(`/allocations/${own?.id}/adjust`, {
      lines: [{ agreement: 'AIMF-GENERAL', amount: { amount: '1.00', currency: 'USD' } }],
    });
    expect([dollars.status, dollars.body.code]).toEqual([422, 'CURRENCY_MISMATCH']);
    expect((await stage.officer.get(`/allocations/${own?.id}`)).body).toMatchObject({ version: 1, adjustedBy: null });
  });

  it('tells what each agreement could give, or the rule that excludes it', async () => {
    await stage.agreement({
      code: 'CULTURE',
      donor: 'SIAAP',
      amount: eur('1.00'),
      earmark: { level: 'THEME', themes: ['CULTURE'] },
      coFinancingCap: '10',
    });
    const [first] = await stage.allocations('PROPOSED');
    const { body } = await stage.officer.get(`/allocations/${first?.id}/options`);
    expect(body).toMatchObject({ missing: eur('350000.00'), fundRoom: eur('350000.00') });
    const told = Object.fromEntries(body.options.map((one: { agreement: string }) => [one.agreement, one]));
    expect(told).toMatchObject({
      'SIAAP-2020-SR': { free: eur('315000.00'), excluded: null, room: null, earmark: 'PROJECT' },
      'AIMF-GENERAL': { free: eur('1850000.00'), excluded: null },
      CULTURE: { excluded: 'EARMARK_EXCLUDES_PROJECT', room: eur('50000.00') },
    });
    expect(body.options[0].agreement).toBe('SIAAP-2020-SR');
    expect((await stage.officer.get(`/allocations/${crypto.randomUUID()}/options`)).status).toBe(404);
  });

  it('is not adjusted by who read an older version', async () => {
    const [, own] = await stage.allocations('PROPOSED');
    const body = { lines: [{ agreement: 'AIMF-GENERAL', amount: eur('45000.00') }] };
    const stale = await stage.officer.post(`/allocations/${own?.id}/adjust`, body, { 'if-match': '"7"' });
    expect([stale.status, stale.body.code, stale.body.current]).toEqual([412, 'VERSION_MISMATCH', 1]);
  });

  it('is confirmed by another person than the one who adjusted', async () => {
    const [, own] = await stage.allocations('PROPOSED');
    const adjusted = await stage.controller.post(`/allocations/${own?.id}/adjust`, {
      lines: [{ agreement: 'AIMF-GENERAL', amount: eur('40000.00') }],
      reason: 'Prudence',
    });
    expect(adjusted.status).toBe(200);
    const same = await stage.controller.post(`/allocations/${own?.id}/confirm`, {});
    expect([same.status, same.body.code]).toEqual([403, 'SAME_PERSON']);
    const officer = await stage.officer.post(`/allocations/${own?.id}/confirm`, {});
    expect(officer.status).toBe(403);
    // What somebody else changed since does not make the first one a stranger to it.
    const again = { lines: [{ agreement: 'AIMF-GENERAL', amount: eur('40000.00') }], reason: 'Revue' };
    expect((await stage.officer.post(`/allocations/${own?.id}/adjust`, again)).status).toBe(200);
    expect((await stage.controller.post(`/allocations/${own?.id}/confirm`, {})).status).toBe(403);
    const { acts, makers } = (await stage.officer.get(`/allocations/${own?.id}`)).body;
    expect(acts).toMatchObject([
      { act: 'PROPOSED', actor: 'system:contributions', lines: [{ amount: eur('50000.00') }] },
      { act: 'ADJUSTED', note: 'Prudence', lines: [{ amount: eur('40000.00') }] },
      { act: 'ADJUSTED', note: 'Revue' },
    ]);
    expect(makers).toHaveLength(3);
  });

  it('moves the money to the project when confirmed, at the later of session and money', async () => {
    const [first] = await stage.allocations('PROPOSED');
    const { status, body } = await stage.controller.post(`/allocations/${first?.id}/confirm`, {});
    expect([status, body.status, body.effectiveDate]).toEqual([200, 'CONFIRMED', '2020-03-01']);
    expect(await stage.postings('allocation-confirmed')).toEqual([
      `fund:reserved:${first?.id} 315000.00`,
      'fund:transfer:disbursements -315000.00',
    ]);
    const [confirmed] = await stage.service.published('abonde.contributions.allocation-confirmed.v1');
    expect(confirmed).toMatchObject({
      valuedate: '2020-03-01',
      data: { lines: [{ agreement: 'SIAAP-2020-SR', amount: eur('315000.00'), countsAs: 'FUND' }] },
    });
    expect(confirmed?.transfer).toBeDefined();
    const moved = await stage.service.published('abonde.contributions.money-moved.v1');
    expect(moved.at(-1)?.data).toMatchObject({
      agreement: 'SIAAP-2020-SR',
      delta: eur('-315000.00'),
      cause: 'ALLOCATED',
    });
    const { figures } = (await stage.officer.get('/agreements/SIAAP-2020-SR')).body;
    expect([figures.received.value, figures.allocated.value, figures.free.value]).toEqual([
      eur('315000.00'),
      eur('315000.00'),
      eur('0.00'),
    ]);
  });

  it('counts what disbursements pays and has justified', async () => {
    const paid = await stage.service.publish('abonde.disbursements.project-money-moved.v1', {
      key: 'KH-SR-PROFERTIL',
      valueDate: '2020-04-01',
      data: {
        project: 'KH-SR-PROFERTIL',
        agreement: 'SIAAP-2020-SR',
        movement: crypto.randomUUID(),
        delta: eur('-100000.00'),
        cause: 'PAID',
      },
    });
    const justified = await stage.service.publish('abonde.disbursements.expense-justified.v1', {
      key: 'KH-SR-PROFERTIL',
      data: {
        project: 'KH-SR-PROFERTIL',
        tranche: 'KH-SR-PROFERTIL-T1',
        justification: crypto.randomUUID(),
        amount: eur('70000.00'),
        split: [{ agreement: 'SIAAP-2020-SR', amount: eur('70000.00') }],
        justifiedPercent: '70',
        reason: null,
      },
    });
    await stage.service.handled(paid);
    await stage.service.handled(justified);
    const { figures } = (await stage.officer.get('/agreements/SIAAP-2020-SR')).body;
    expect([figures.disbursed.value, figures.justified.value]).toEqual([eur('100000.00'), eur('70000.00')]);
  });

  it('gives open proposals up when the project is cancelled', async () => {
    const before = await stage.envelope('AIMF-GENERAL');
    const cancelled = await stage.service.publish('abonde.disbursements.project-state-changed.v1', {
      key: 'KH-SR-PROFERTIL',
      data: {
        project: 'KH-SR-PROFERTIL',
        title: 'PROFERTIL',
        city: 'SIEM-REAP',
        country: 'KH',
        instrument: 'COOPERATION',
        theme: 'WATER_SANITATION',
        from: 'IN_PROGRESS',
        to: 'CANCELLED',
        effectiveDate: '2020-05-01',
        reason: 'abandon',
        actor: 'someone',
      },
    });
    await stage.service.handled(cancelled);
    expect(await stage.allocations('PROPOSED')).toEqual([]);
    expect(await stage.allocations('AWAITING_FUNDS')).toEqual([]);
    expect(Number(await stage.envelope('AIMF-GENERAL')) - Number(before)).toBe(40_000);
  });

  it('takes money back into its envelope when disbursements releases it', async () => {
    const released = await stage.service.publish('abonde.disbursements.allocation-released.v1', {
      key: 'KH-SR-PROFERTIL',
      transfer: crypto.randomUUID(),
      valueDate: '2020-05-01',
      accountingDate: '2020-05-01',
      data: {
        project: 'KH-SR-PROFERTIL',
        agreement: 'SIAAP-2020-SR',
        amount: eur('215000.00'),
        reason: 'Projet arrêté',
      },
    });
    await stage.service.handled(released);
    expect(await stage.postings('allocation-released')).toEqual([
      'fund:transfer:disbursements 215000.00',
      'fund:envelope:SIAAP-2020-SR -215000.00',
    ]);
    expect(await stage.envelope('SIAAP-2020-SR')).toBe('215000.00');
    const [funding] = (await stage.officer.get('/fundings?project=KH-SR-PROFERTIL')).body.items;
    expect(funding).toMatchObject({
      attributed: eur('400000.00'),
      allocated: eur('100000.00'),
      reserved: eur('0.00'),
      missing: eur('300000.00'),
      lines: [{ agreement: 'SIAAP-2020-SR', amount: eur('100000.00') }],
    });
  });

  it('lists what was asked to be released, and what became of it', async () => {
    const asked = { project: 'KH-SR-PROFERTIL', agreement: 'SIAAP-2020-SR', reason: 'Autre bailleur' };
    const tooMuch = await stage.officer.post('/releases', { ...asked, amount: eur('100000.01') });
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.allocated]).toEqual([
      422,
      'ABOVE_ALLOCATED',
      eur('100000.00'),
    ]);
    expect((await stage.officer.post('/releases', { ...asked, amount: eur('60000.00') })).status).toBe(201);
    const refused = await stage.service.publish('abonde.disbursements.release-refused.v1', {
      key: 'KH-SR-PROFERTIL',
      data: {
        project: 'KH-SR-PROFERTIL',
        agreement: 'SIAAP-2020-SR',
        amount: eur('60000.00'),
        reserved: eur('100000.00'),
        reason: 'Réservé à une tranche',
      },
    });
    await stage.service.handled(refused);
    expect((await stage.officer.get('/releases?project=KH-SR-PROFERTIL')).body.items).toMatchObject([
      { reason: 'Autre bailleur', status: 'REFUSED', requestedOn: '2026-02-20', amount: eur('60000.00') },
    ]);
  });

  it('describes its calls', async () => {
    const { body } = await stage.service.anonymous.get('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/contributions/agreements/{agreement}/instalments/{number}/call',
        '/api/contributions/allocations/{id}/confirm',
        '/api/contributions/openings/{id}/confirm',
      ]),
    );
  });

  it('keeps both layers balanced, and clearing with money, in every transaction', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
