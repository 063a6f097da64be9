import { randomUUID } from 'node:crypto';
import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const released = async (project: string) =>
  (await desk.service.published('abonde.disbursements.allocation-released.v1')).filter(
    ({ data }) => data.project === project,
  );

it('accepts an allocation that arrives after the project was cancelled, and sends it back at once', async () => {
  await desk.running('P1');
  await desk.move('P1', 'cancel', { reason: 'Retrait de la ville', effectiveDate: '2023-06-04' });
  expect(await desk.entries('P1', 'commitment-released')).toEqual([
    { 'commitment:P1': '800000.00', 'commitment-contra:P1': '-800000.00' },
  ]);
  const event = await desk.allocate('P1', [
    { agreement: 'SIAAP-1', amount: '10.00' },
    { agreement: 'AESN-1', amount: '5.00' },
  ]);
  expect(await desk.entries('P1', 'allocation-released')).toEqual([
    { 'fund:allocation:P1:AESN-1': '5.00', 'fund:transfer:contributions': '-5.00' },
    { 'fund:allocation:P1:SIAAP-1': '10.00', 'fund:transfer:contributions': '-10.00' },
  ]);
  const events = await released('P1');
  expect(new Set([event.transfer, ...events.map(({ transfer }) => transfer)]).size).toBe(3);
  expect(events).toMatchObject([
    { data: { agreement: 'AESN-1', amount: eur('5.00') }, valuedate: '2023-06-05', accountingdate: '2023-06-05' },
    { data: { agreement: 'SIAAP-1' } },
  ]);
  expect(await desk.figures('P1')).toMatchObject({ allocated: '0.00' });
});

it('takes a confirmed allocation once, and shows what is proposed or missing', async () => {
  await desk.running('P2');
  await desk.tell('abonde.contributions.allocation-short.v1', {
    key: 'P2',
    data: { project: 'P2', missing: eur('700000.00') },
  });
  expect((await desk.as('auditor', 'GET', '/projects/P2')).funding).toEqual({
    status: 'WAITING_FOR_FUNDS',
    missing: eur('700000.00'),
  });
  const data = {
    project: 'P2',
    allocation: randomUUID(),
    effectiveDate: '2023-06-01',
    lines: [{ agreement: 'SIAAP-1', amount: eur('100.00'), reason: 'earmarked', countsAs: 'FUND' as const }],
  };
  await desk.tell('abonde.contributions.allocation-proposed.v1', { key: 'P2', data });
  expect((await desk.as('auditor', 'GET', '/projects/P2')).funding).toEqual({ status: 'PROPOSED', missing: null });
  const transfer = randomUUID();
  for (let time = 0; time < 2; time++) {
    await desk.tell('abonde.contributions.allocation-confirmed.v1', {
      key: 'P2',
      data,
      transfer,
      valueDate: '2023-06-02',
      accountingDate: '2023-06-02',
    });
  }
  expect(await desk.figures('P2')).toMatchObject({ allocated: '100.00' });
  expect(await desk.movements('P2')).toEqual(['ALLOCATED SIAAP-1 100.00 2023-06-02']);
});

it('releases what is free on request and refuses what a tranche reserved', async () => {
  await desk.approved('P2', 1, '60.00');
  const ask = (amount: string) =>
    desk.tell('abonde.contributions.release-requested.v1', {
      key: 'P2',
      data: { project: 'P2', agreement: 'SIAAP-1', amount: eur(amount), reason: 'Réaffectation' },
    });
  await ask('40.01');
  expect((await desk.service.published('abonde.disbursements.release-refused.v1'))[0]?.data).toMatchObject({
    amount: eur('40.01'),
    reserved: eur('60.00'),
  });
  await ask('40.00');
  expect((await released('P2'))[0]).toMatchObject({
    data: { agreement: 'SIAAP-1', amount: eur('40.00'), reason: 'Réaffectation' },
  });
  expect(await desk.figures('P2')).toMatchObject({ free: '0.00', reserved: '60.00' });
});

it('lets a payment in transit end after the cancellation, and sends it home when the bank returns it', async () => {
  const paymentRequest = await desk.lastRequest('P2-T1');
  await desk.move('P2', 'cancel', { reason: 'Retrait', effectiveDate: '2023-06-16' });
  expect(await desk.figures('P2')).toMatchObject({ reserved: '60.00' });
  await desk.bank('payment-settled', paymentRequest, '60.00', '2023-06-20');
  await desk.bank('payment-returned', paymentRequest, '60.00', '2023-07-20');
  expect(await desk.entries('P2-T1', 'tranche-approval-reversed')).toHaveLength(1);
  expect((await released('P2')).at(-1)).toMatchObject({ data: { amount: eur('60.00') }, valuedate: '2023-07-20' });
  expect(await desk.figures('P2')).toMatchObject({ allocated: '0.00', reserved: '0.00', paid: '0.00' });
  const left = await desk.service.sql(
    `SELECT a.path FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account WHERE a.path LIKE '%:P2%' AND b.eur <> 0`,
  );
  expect(left).toEqual([]);
  // What was engaged is still told, by what engaged it.
  expect(await desk.entriesOfFigures('P2')).toMatchObject({ engaged: '800000.00', attributed: '800000.00' });
});

it('frees a returned payment when its project is cancelled', async () => {
  await desk.running('P5');
  await desk.allocate('P5', [{ agreement: 'SIAAP-1', amount: '60.00' }]);
  const { tranche, paymentRequest } = await desk.approved('P5', 1, '60.00');
  await desk.bank('payment-settled', paymentRequest, '60.00', '2023-06-20');
  await desk.bank('payment-returned', paymentRequest, '60.00', '2023-06-25');
  await desk.move('P5', 'cancel', { reason: 'Retrait', effectiveDate: '2023-06-30' });
  expect(await desk.as('auditor', 'GET', `/tranches/${tranche}`)).toMatchObject({
    status: 'CANCELLED',
    reason: 'Retrait',
  });
  expect((await released('P5')).map(({ data }) => data.amount.amount)).toEqual(['60.00']);
  expect(await desk.figures('P5')).toMatchObject({ allocated: '0.00', reserved: '0.00' });
});

it('claims an overpayment on the final cost, and sends what comes back to its envelopes', async () => {
  await desk.running('P3');
  await desk.allocate('P3', [
    { agreement: 'SIAAP-1', amount: '600000.00' },
    { agreement: 'AESN-1', amount: '200000.00' },
  ]);
  const { paymentRequest } = await desk.approved('P3', 1, '780000.00');
  await desk.bank('payment-settled', paymentRequest, '780000.00', '2023-06-20');
  await desk.move('P3', 'complete', { effectiveDate: '2024-01-31' });
  await desk.move('P3', 'close', { effectiveDate: '2024-02-29', finalCost: eur('950000.00') });

  const [cost] = await desk.service.published('abonde.disbursements.final-cost-established.v1');
  expect(cost?.data).toEqual({
    project: 'P3',
    total: eur('950000.00'),
    eligible: eur('950000.00'),
    ceiling: eur('760000.00'),
  });
  expect(await desk.entries('P3', 'recovery-expected')).toEqual([
    { 'recoverable:P3': '20000.00', 'aid-expense:P3': '-20000.00' },
  ]);
  expect(await desk.entries('P3', 'commitment-released')).toEqual([
    { 'commitment:P3': '20000.00', 'commitment-contra:P3': '-20000.00' },
  ]);
  expect((await released('P3')).map(({ data }) => [data.agreement, data.amount.amount])).toEqual([
    ['AESN-1', '5000.00'],
    ['SIAAP-1', '15000.00'],
  ]);

  const [expected] = await desk.service.published('abonde.disbursements.recovery-expected.v1');
  expect(expected?.data).toMatchObject({ project: 'P3', amount: eur('20000.00'), dueOn: '2024-04-29' });
  const recovery = expected?.data.recovery ?? '';
  await desk.tell('abonde.treasury.recovery-received.v1', {
    key: recovery,
    data: { recovery, entry: randomUUID(), match: randomUUID(), eur: eur('20000.00') },
    transfer: randomUUID(),
    valueDate: '2024-04-02',
    accountingDate: '2024-04-02',
  });
  expect(await desk.entries('P3', 'recovery-received')).toEqual([
    {
      'clearing:treasury': '20000.00',
      'recoverable:P3': '-20000.00',
      'fund:money': '20000.00',
      'fund:allocation:P3:SIAAP-1': '-15000.00',
      'fund:to-justify:P3:SIAAP-1': '15000.00',
      'fund:advanced:P3:SIAAP-1': '-15000.00',
      'fund:allocation:P3:AESN-1': '-5000.00',
      'fund:to-justify:P3:AESN-1': '5000.00',
      'fund:advanced:P3:AESN-1': '-5000.00',
    },
  ]);
  expect((await desk.movements('P3')).slice(-4)).toEqual([
    'RECOVERED AESN-1 5000.00 2024-04-02',
    'RECOVERED SIAAP-1 15000.00 2024-04-02',
    'RELEASED AESN-1 -5000.00 2024-04-02',
    'RELEASED SIAAP-1 -15000.00 2024-04-02',
  ]);
  expect(await desk.figures('P3')).toMatchObject({ paid: '760000.00', allocated: '760000.00' });
});

it('keeps the bank’s value date and takes the first open day when a period is closed', async () => {
  await desk.running('P4');
  await desk.allocate('P4', [{ agreement: 'SIAAP-1', amount: '100.00' }]);
  const { tranche, paymentRequest } = await desk.approved('P4', 1, '60.00');
  const month = { month: '2023-06', accounts: [] };
  await desk.tell('abonde.treasury.period-closed.v1', { key: '2023-06', data: month });
  await desk.bank('payment-settled', paymentRequest, '60.00', '2023-06-30');
  const dates = () =>
    desk.service.sql(
      'SELECT value_date::text AS value, accounting_date::text AS accounting FROM ledger.transactions WHERE kind = $1 AND reference = $2',
      ['tranche-paid', tranche],
    );
  expect(await dates()).toEqual([{ value: '2023-06-30', accounting: '2023-07-01' }]);
  await desk.tell('abonde.treasury.period-reopened.v1', { key: '2023-06', data: month });
  expect(await desk.service.sql('SELECT FROM ledger.locked_periods')).toEqual([]);
});

it('balances cash and fund in every transaction, and its seals hold', async () => {
  const unequal = await desk.service.sql(`
    SELECT transaction FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
     WHERE a.path IN ('clearing:treasury', 'fund:money') GROUP BY transaction
    HAVING sum(eur) FILTER (WHERE a.path = 'clearing:treasury') IS DISTINCT FROM sum(eur) FILTER (WHERE a.path = 'fund:money')`);
  expect(unequal).toEqual([]);
  await desk.service.eventually(async () => {
    const verified = await desk.as('auditor', 'GET', '/ledger/verify');
    expect(verified).toMatchObject({ book: 'disbursements', verified: true, firstBad: null });
    expect(verified.transactions).toBeGreaterThan(10);
  });
});
