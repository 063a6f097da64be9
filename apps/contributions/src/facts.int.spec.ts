import type { EventData, EventType } from '@abonde/contracts';
import { eur, inCurrency, Stage } from './contributions.stage';

jest.setTimeout(60_000);

describe('what the bank and the other books say', () => {
  let stage: Stage;
  let usdInstalment: string;

  beforeAll(async () => {
    stage = await Stage.set();
    for (const [code, kind] of [
      ['SIAAP'],
      ['BMGF', 'FOUNDATION'],
      ['PARIS', 'CITY'],
      ['APPEL', 'OTHER'],
      ['BM', 'MULTILATERAL'],
    ] as const)
      await stage.donor(code, kind);
    await stage.agreement({
      code: 'BMGF-1',
      donor: 'BMGF',
      amount: inCurrency('1045333.33', 'USD'),
      earmark: { level: 'THEME', themes: ['WATER_SANITATION'] },
    });
    await stage.agreement({
      code: 'PARIS-1',
      donor: 'PARIS',
      amount: eur('1000.00'),
      earmark: { level: 'NONE' },
      managementFeeRate: '7',
    });
    await stage.agreement({
      code: 'SIAAP-1',
      donor: 'SIAAP',
      amount: eur('500.00'),
      earmark: { level: 'PROJECT', projects: ['P'] },
    });
    await stage.agreement({
      code: 'BM-1',
      donor: 'BM',
      instrument: 'GOVERNANCE',
      amount: eur('300.00'),
      earmark: { level: 'NONE' },
      interestClauses: [{ from: '2020-01-01', kind: 'RETURN_TO_DONOR' }],
    });
    await stage.agreement({
      code: 'APPEL-1',
      donor: 'APPEL',
      instrument: 'EMERGENCY',
      amount: eur('35000.00'),
      earmark: { level: 'EVENT', case: 'MG-TOAMASINA-2026' },
      instalments: [],
    });
  });
  afterAll(() => stage.stop());

  async function tell<T extends EventType>(
    type: T,
    key: string,
    data: EventData<T>,
    { valueDate = '2020-03-01', transfer = crypto.randomUUID() as string | undefined } = {},
  ) {
    const event = await stage.service.publish(type, {
      key,
      data,
      valueDate,
      accountingDate: valueDate,
      ...(transfer && { transfer }),
    });
    await stage.service.handled(event);
    return event;
  }

  it('waits for the association’s own resources before booking an opening balance', async () => {
    const opening = {
      account: 'MAIN-EUR',
      name: 'Principal',
      currency: 'EUR',
      opening: eur('1000.00'),
      openingEur: eur('1000.00'),
      openingDate: '2018-01-01',
    };
    await stage.service.publish('abonde.treasury.bank-account-opened.v1', {
      key: 'MAIN-EUR',
      data: opening,
      transfer: crypto.randomUUID(),
      valueDate: '2018-01-01',
      accountingDate: '2018-01-01',
    });
    await stage.general();
    await stage.service.eventually(async () => expect(await stage.envelope('AIMF-GENERAL')).toBe('1000.00'));
  });

  it('calls foreign money at its rate, and not without one', async () => {
    const refused = await stage.officer.post('/agreements/BMGF-1/instalments/1/call', { effectiveDate: '2020-01-15' });
    expect([refused.status, refused.body.code]).toEqual([422, 'RATE_REQUIRED']);
    usdInstalment = (
      await stage.call('BMGF-1', { rate: { rate: '0.885', source: 'BCE', date: '2020-01-15' }, lang: 'en' })
    ).id;
    expect(await stage.postings('instalment-called')).toEqual([
      'receivable:BMGF-1 1045333.33 USD (925120.00)',
      'income:BMGF-1 -925120.00',
      'conversion:USD -1045333.33 USD (0.00)',
      'pledge:BMGF-1 -1045333.33 USD (0.00)',
      'pledge-contra:BMGF-1 1045333.33 USD (0.00)',
    ]);
  });

  it('books a dollar receipt reduced by a fee, with its exchange loss', async () => {
    await stage.receive({
      eur: eur('915000.00'),
      original: inCurrency('1045333.33', 'USD'),
      charges: eur('25.00'),
      targets: [{ kind: 'instalment', id: usdInstalment, amount: inCurrency('1045333.33', 'USD') }],
    });
    expect(await stage.postings('receipt-matched')).toEqual([
      'clearing:treasury 915000.00',
      'exchange-loss 10095.00',
      'receivable:BMGF-1 -1045333.33 USD (-925120.00)',
      'conversion:USD 1045333.33 USD (0.00)',
      'fund:money 915000.00',
      'fund:envelope:BMGF-1 -915025.00',
      'bank-charges 25.00',
      'fund:envelope:AIMF-GENERAL 25.00',
    ]);
    const [recorded] = await stage.service.published('abonde.contributions.receipt-recorded.v1');
    expect(recorded?.data).toMatchObject({
      fee: eur('25.00'),
      exchangeDifference: eur('10095.00'),
      rate: '0.8753188803',
    });
  });

  it('keeps the management fee and sets an over-payment aside', async () => {
    const { id } = await stage.call('PARIS-1');
    await stage.receive({ eur: eur('1100.00'), targets: [{ kind: 'instalment', id, amount: eur('1100.00') }] });
    expect(await stage.postings('receipt-matched')).toEqual([
      'clearing:treasury 1000.00',
      'receivable:PARIS-1 -1000.00',
      'fund:money 1000.00',
      'fund:envelope:PARIS-1 -1000.00',
      'clearing:treasury 100.00',
      'unapplied:PARIS -100.00',
      'fund:money 100.00',
      'fund:unapplied:PARIS -100.00',
      'fund:envelope:PARIS-1 70.00',
      'fund:envelope:AIMF-GENERAL -70.00',
    ]);
    expect(await stage.envelope('PARIS-1')).toBe('930.00');
    const [aside] = await stage.service.published('abonde.contributions.receipt-unapplied.v1');
    expect(aside?.data).toMatchObject({ donor: 'PARIS', reason: 'OVER_PAYMENT', amount: eur('100.00') });
  });

  it('books money of an unknown payer, then applies it', async () => {
    const { id } = await stage.call('SIAAP-1');
    await stage.receive({ eur: eur('200.00'), targets: [{ kind: 'unapplied', id: 'SIAAP', amount: eur('200.00') }] });
    expect(await stage.postings('receipt-matched')).toEqual([
      'clearing:treasury 200.00',
      'unapplied:SIAAP -200.00',
      'fund:money 200.00',
      'fund:unapplied:SIAAP -200.00',
    ]);
    const { items } = (await stage.officer.get('/unapplied')).body;
    const row = items.find(({ donor }: { donor: string }) => donor === 'SIAAP');
    const tooMuch = await stage.officer.post(`/unapplied/${row.id}/apply`, { instalment: id, amount: eur('200.01') });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([422, 'ABOVE_UNAPPLIED']);
    await stage.apply(row.id, { instalment: id, amount: eur('200.00') });
    const left = (await stage.officer.get('/unapplied')).body.items.map(({ donor }: { donor: string }) => donor);
    expect(left).not.toContain('SIAAP');
    expect(await stage.postings('receipt-applied')).toEqual([
      'unapplied:SIAAP 200.00',
      'receivable:SIAAP-1 -200.00',
      'fund:unapplied:SIAAP 200.00',
      'fund:envelope:SIAAP-1 -200.00',
    ]);
  });

  it('sends a donation on to the emergency fund', async () => {
    await stage.receive({ eur: eur('150.00'), targets: [{ kind: 'donation', id: 'APPEL-1', amount: eur('150.00') }] });
    expect(await stage.postings('receipt-matched')).toEqual([
      'clearing:treasury 150.00',
      'income:APPEL-1 -150.00',
      'fund:money 150.00',
      'fund:envelope:APPEL-1 -150.00',
    ]);
    expect(await stage.postings('donation-forwarded')).toEqual([
      'fund:envelope:APPEL-1 150.00',
      'fund:transfer:emergency-fund -150.00',
    ]);
    const [forwarded] = await stage.service.published('abonde.contributions.donation-forwarded.v1');
    expect(forwarded).toMatchObject({
      subject: 'MG-TOAMASINA-2026',
      valuedate: '2020-02-10',
      data: { agreement: 'APPEL-1', amount: eur('150.00') },
    });
    expect(forwarded?.transfer).toBeDefined();
  });

  it('undoes a match while its money is free, refuses once it is not', async () => {
    const [{ instalments }] = (await stage.officer.get('/agreements?donor=SIAAP')).body.items;
    const match = await stage.receive({
      eur: eur('300.00'),
      targets: [{ kind: 'instalment', id: instalments[0].id, amount: eur('300.00') }],
    });
    await stage.attribute('P', { attributedTotal: eur('450.00'), planTotal: eur('1000.00') });
    await tell(
      'abonde.treasury.match-undo-requested.v1',
      match,
      { match, targetKind: 'instalment', reason: 'erreur' },
      { transfer: undefined },
    );
    const [refused] = await stage.service.published('abonde.contributions.receipt-reversal-refused.v1');
    expect(refused?.data).toMatchObject({ agreement: 'SIAAP-1', reason: 'MONEY_ALLOCATED' });
    for (const { id } of await stage.allocations('PROPOSED'))
      await stage.controller.post(`/allocations/${id}/reject`, { reason: 'essai' });
    await tell(
      'abonde.treasury.match-undo-requested.v1',
      match,
      { match, targetKind: 'instalment', reason: 'erreur' },
      { transfer: undefined },
    );
    expect(await stage.postings('match-undone')).toEqual([
      'clearing:treasury -300.00',
      'receivable:SIAAP-1 300.00',
      'fund:money -300.00',
      'fund:envelope:SIAAP-1 300.00',
    ]);
    const [reversed] = await stage.service.published('abonde.contributions.receipt-reversed.v1');
    expect(reversed).toMatchObject({ valuedate: '2020-02-10', data: { match, shortfall: null } });
    expect(reversed?.transfer).toBeDefined();
    expect(await stage.envelope('SIAAP-1')).toBe('200.00');
  });

  it('books a returned receipt whatever is left, then repays the shortfall first', async () => {
    const [{ instalments }] = (await stage.officer.get('/agreements?donor=SIAAP')).body.items;
    const target = { kind: 'instalment' as const, id: instalments[0].id };
    const match = await stage.receive({ eur: eur('300.00'), targets: [{ ...target, amount: eur('300.00') }] });
    await stage.officer.post('/allocations', { project: 'P' });
    for (const { id } of await stage.allocations('PROPOSED')) {
      await stage.officer.post(`/allocations/${id}/adjust`, {
        lines: [{ agreement: 'SIAAP-1', amount: eur('450.00') }],
      });
      expect((await stage.controller.post(`/allocations/${id}/confirm`, {})).status).toBe(200);
    }
    await tell('abonde.treasury.receipt-returned.v1', match, {
      match,
      entry: crypto.randomUUID(),
      reason: 'Compte clos',
      eur: eur('300.00'),
    });
    expect(await stage.postings('receipt-returned')).toEqual([
      'receivable:SIAAP-1 300.00',
      'clearing:treasury -300.00',
      'fund:money -300.00',
      'fund:envelope:SIAAP-1 50.00',
      'fund:shortfall:SIAAP-1 250.00',
    ]);
    expect((await stage.service.published('abonde.contributions.shortfall-raised.v1'))[0]?.data).toMatchObject({
      account: 'fund:shortfall:SIAAP-1',
      amount: eur('250.00'),
    });
    await stage.receive({ eur: eur('300.00'), targets: [{ ...target, amount: eur('300.00') }] }, '2020-06-01');
    expect(await stage.postings('shortfall-repaid')).toEqual([
      'fund:envelope:SIAAP-1 250.00',
      'fund:shortfall:SIAAP-1 -250.00',
    ]);
    expect(await stage.envelope('SIAAP-1')).toBe('50.00');
    const { figures } = (await stage.officer.get('/agreements/SIAAP-1')).body;
    expect(figures.received.value).toEqual(eur('500.00'));
  });

  it('books charges and exchange differences on the association’s own resources', async () => {
    const charge = {
      entry: crypto.randomUUID(),
      match: crypto.randomUUID(),
      account: 'MAIN-EUR',
      rate: null,
      reason: 'Frais de tenue',
    };
    await tell('abonde.treasury.charge-classified.v1', charge.entry, { ...charge, kind: 'CHARGE', eur: eur('12.50') });
    expect(await stage.postings('charge-classified')).toEqual([
      'bank-charges 12.50',
      'clearing:treasury -12.50',
      'fund:envelope:AIMF-GENERAL 12.50',
      'fund:money -12.50',
    ]);
    await tell('abonde.treasury.charge-classified.v1', charge.entry, {
      ...charge,
      kind: 'EXCHANGE',
      eur: eur('-3.00'),
    });
    expect(await stage.postings('charge-classified')).toEqual([
      'exchange-gain -3.00',
      'clearing:treasury 3.00',
      'fund:envelope:AIMF-GENERAL -3.00',
      'fund:money 3.00',
    ]);
  });

  it('disposes of interest by its clause, and posts a transfer once', async () => {
    const [retained, returned, general] = Array.from({ length: 3 }, () => crypto.randomUUID());
    const lines = [
      {
        project: 'P',
        agreement: 'SIAAP-1',
        disposition: 'EMERGENCY_FUND' as const,
        amount: eur('5.00'),
        transfer: null,
      },
      {
        project: 'P',
        agreement: 'BMGF-1',
        disposition: 'RETAIN_IN_AGREEMENT' as const,
        amount: eur('7.00'),
        transfer: retained,
      },
      {
        project: null,
        agreement: 'BM-1',
        disposition: 'RETURN_TO_DONOR' as const,
        amount: eur('2.00'),
        transfer: returned,
      },
      { project: null, agreement: 'PARIS-1', disposition: 'GENERAL' as const, amount: eur('1.00'), transfer: general },
    ] as EventData<'abonde.emergency-fund.interest-distributed.v1'>['lines'];
    const data = { placement: 'MAIN', credit: crypto.randomUUID(), from: '2020-01-01', to: '2020-03-31', lines };
    const before = Number(await stage.envelope('AIMF-GENERAL'));
    await tell('abonde.emergency-fund.interest-distributed.v1', 'MAIN', data, { transfer: undefined });
    await tell('abonde.emergency-fund.interest-distributed.v1', 'MAIN', data, { transfer: undefined });
    const posted = await stage.service.sql<{ path: string; eur: string }>(
      `SELECT a.path, p.eur::text FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account JOIN ledger.transactions t ON t.position = p.transaction
        WHERE t.kind = 'interest-distributed' ORDER BY t.position, p.line`,
    );
    expect(posted.map(({ path, eur: minor }) => `${path} ${minor}`)).toEqual([
      'fund:transfer:emergency-fund 700',
      'fund:envelope:BMGF-1 -700',
      'clearing:emergency-fund 200',
      'payable-to-donor:BM-1 -200',
      'fund:transfer:emergency-fund 200',
      'fund:due-to-donor:BM-1 -200',
      'fund:transfer:emergency-fund 100',
      'fund:envelope:AIMF-GENERAL -100',
    ]);
    expect(Number(await stage.envelope('AIMF-GENERAL')) - before).toBeCloseTo(1);
  });

  it('assigns opening balances by two persons, the emergency fund’s part included', async () => {
    const prepared = await stage.officer.post('/openings', {
      effectiveDate: '2018-01-01',
      lines: [{ agreement: 'BM-1', amount: eur('300.00') }],
      emergency: { amount: eur('420.00') },
    });
    expect(prepared.status).toBe(201);
    expect((await stage.controller.get('/openings?status=PREPARED')).body.items).toMatchObject([
      { id: prepared.body.id },
    ]);
    expect((await stage.officer.post(`/openings/${prepared.body.id}/confirm`, {})).status).toBe(403);
    expect((await stage.controller.post(`/openings/${prepared.body.id}/confirm`, {})).status).toBe(200);
    expect(await stage.postings('opening-assigned')).toEqual([
      'fund:envelope:AIMF-GENERAL 300.00',
      'fund:envelope:BM-1 -300.00',
    ]);
    expect(await stage.postings('emergency-fund-opened')).toEqual([
      'fund:envelope:AIMF-GENERAL 420.00',
      'fund:transfer:emergency-fund -420.00',
    ]);
    const [opened] = await stage.service.published('abonde.contributions.emergency-fund-opened.v1');
    expect(opened).toMatchObject({
      valuedate: '2018-01-01',
      data: { agreement: 'AIMF-GENERAL', amount: eur('420.00') },
    });
  });

  it('refunds a donor by two persons, and follows the payment', async () => {
    const prepared = await stage.officer.post('/refunds', {
      agreement: 'BM-1',
      amount: eur('300.00'),
      beneficiary: 'BM',
      reason: 'Reliquat',
    });
    const { status, body } = await stage.controller.post(`/refunds/${prepared.body.id}/confirm`, {});
    expect([status, body.status]).toEqual([200, 'REQUESTED']);
    expect(await stage.postings('refund-requested')).toEqual([
      'income:BM-1 300.00',
      'payable-to-donor:BM-1 -300.00',
      'fund:envelope:BM-1 300.00',
      'fund:due-to-donor:BM-1 -300.00',
    ]);
    const [asked] = await stage.service.published('abonde.contributions.payment-requested.v1');
    expect(asked?.data).toMatchObject({
      paymentRequest: body.id,
      kind: 'DONOR_REFUND',
      beneficiary: 'BM',
      amount: eur('300.00'),
    });
    expect(asked?.data.involved).toHaveLength(2);
    const settlement = {
      paymentRequest: body.id,
      kind: 'DONOR_REFUND' as const,
      order: crypto.randomUUID(),
      entry: crypto.randomUUID(),
      match: crypto.randomUUID(),
      account: 'MAIN-EUR',
      eur: eur('300.00'),
      reason: null,
    };
    await tell('abonde.treasury.payment-settled.v1', body.id, settlement);
    expect(await stage.postings('refund-paid')).toEqual([
      'payable-to-donor:BM-1 300.00',
      'clearing:treasury -300.00',
      'fund:due-to-donor:BM-1 300.00',
      'fund:money -300.00',
    ]);
    expect((await stage.officer.get('/agreements/BM-1')).body.figures.refunded.value).toEqual(eur('300.00'));
  });

  it('gives a receivable up by two persons', async () => {
    const { id } = await stage.call('BM-1');
    const prepared = await stage.officer.post('/write-offs', { instalment: id, reason: 'Irrécouvrable' });
    expect((await stage.controller.get('/write-offs')).body.items).toMatchObject([
      { amount: eur('300.00'), status: 'PREPARED' },
    ]);
    expect((await stage.controller.post(`/write-offs/${prepared.body.id}/confirm`, {})).body.status).toBe('CONFIRMED');
    expect(await stage.postings('receivable-written-off')).toEqual(['write-off 300.00', 'receivable:BM-1 -300.00']);
    expect((await stage.service.published('abonde.contributions.instalment-cancelled.v1'))[0]?.data.instalment).toBe(
      id,
    );
  });

  it('amends an agreement: a new version and the difference of the pledge', async () => {
    const { status, body } = await stage.officer.post('/agreements/SIAAP-1/amendments', {
      reason: 'Complément',
      amount: eur('800.00'),
      instalments: [{ number: 2, amount: eur('300.00'), dueOn: '2025-01-01' }],
    });
    expect([status, body.version, body.versions.length]).toEqual([201, 2, 2]);
    expect(await stage.postings('agreement-amended')).toEqual([
      'pledge:SIAAP-1 300.00',
      'pledge-contra:SIAAP-1 -300.00',
    ]);
    const wrong = await stage.officer.post('/agreements/SIAAP-1/amendments', {
      reason: 'Complément',
      amount: eur('900.00'),
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'INSTALMENTS_DO_NOT_ADD_UP']);
  });

  it('accounts a fact of a closed month on the first open day, at its true value date', async () => {
    await tell(
      'abonde.treasury.period-closed.v1',
      '2020-03',
      { month: '2020-03', accounts: [] },
      { transfer: undefined },
    );
    const charge = {
      entry: crypto.randomUUID(),
      match: crypto.randomUUID(),
      account: 'MAIN-EUR',
      kind: 'CHARGE' as const,
      eur: eur('1.00'),
      rate: null,
      reason: 'Tard',
    };
    const { transfer } = await tell('abonde.treasury.charge-classified.v1', charge.entry, charge, {
      valueDate: '2020-03-15',
    });
    const statement = async (query: string) =>
      (await stage.officer.get(`/ledger/accounts/bank-charges/statement?${query}`)).body;
    const late = expect.objectContaining({
      accountingDate: '2020-04-01',
      valueDate: '2020-03-15',
      reason: 'Tard',
      reference: charge.entry,
      transfer,
    });
    expect((await statement('from=2020-04-01&to=2020-04-01')).items).toEqual([late]);
    expect((await statement('from=2020-03-15&to=2020-03-15&basis=VALUE')).items).toEqual([late]);
    expect((await statement('from=2020-03-15&to=2020-03-15')).items).toEqual([]);
    const manual = {
      effectiveDate: '2020-03-31',
      reason: 'Trop tard',
      postings: [
        { account: 'bank-charges', amount: '1.00', currency: 'EUR', dimensions: { instrument: 'COOPERATION' } },
        { account: 'write-off', amount: '-1.00', currency: 'EUR', dimensions: { instrument: 'COOPERATION' } },
      ],
    };
    for (const who of ['integration', 'finance-officer'] as const) {
      const refused = await stage.service.http(who).post('/journal-entries', manual);
      expect([refused.status, refused.body]).toEqual([
        409,
        expect.objectContaining({ code: 'PERIOD_LOCKED', accountingDate: '2020-03-31', firstOpenDay: '2020-04-01' }),
      ]);
    }
    await tell(
      'abonde.treasury.period-reopened.v1',
      '2020-03',
      { month: '2020-03', accounts: [] },
      { transfer: undefined },
    );
  });

  it('shows a donor its own agreements only', async () => {
    const donor = stage.service.http({ roles: ['donor'], donor: 'SIAAP' });
    const { items } = (await donor.get('/agreements')).body;
    expect(items.map(({ code }: { code: string }) => code)).toEqual(['SIAAP-1']);
    expect((await donor.get('/agreements/BM-1')).status).toBe(404);
    expect((await donor.get('/allocations')).status).toBe(403);
  });

  it('keeps both layers balanced, and clearing with money, in every transaction', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
