import { randomUUID } from 'node:crypto';
import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const two = [
  { agreement: 'SIAAP-1', amount: '200000.00' },
  { agreement: 'AESN-1', amount: '100000.00' },
];

it('goes from a draft to a justified tranche, each step with its exact postings', async () => {
  await desk.running('P1');
  const transfer = randomUUID();
  await desk.allocate('P1', two, { transfer });
  expect(
    await desk.service.sql(
      "SELECT kind, value_date::text, transfer FROM ledger.transactions WHERE kind = 'allocation-received'",
    ),
  ).toEqual([{ kind: 'allocation-received', value_date: '2023-06-05', transfer }]);

  const { tranche, paymentRequest } = await desk.approved('P1', 1, '100000.01');
  expect(await desk.entries(tranche, 'tranche-approved')).toEqual([
    {
      'aid-expense:P1': '100000.01',
      'payable:P1': '-100000.01',
      'commitment:P1': '100000.01',
      'commitment-contra:P1': '-100000.01',
      'fund:allocation:P1:SIAAP-1': '66666.67',
      'fund:tranche:P1-T1:SIAAP-1': '-66666.67',
      'fund:allocation:P1:AESN-1': '33333.34',
      'fund:tranche:P1-T1:AESN-1': '-33333.34',
    },
  ]);
  const [request] = await desk.service.published('abonde.disbursements.payment-requested.v1');
  expect(request).toMatchObject({
    subject: paymentRequest,
    data: {
      kind: 'TRANCHE',
      beneficiary: 'SIEM-REAP',
      amount: eur('100000.01'),
      dueOn: '2023-06-15',
      instrument: 'COOPERATION',
      project: 'P1',
      tranche,
      involved: ['ann', 'bob', 'test-finance-controller'],
    },
  });
  expect(await desk.figures('P1')).toEqual({
    engaged: '800000.00',
    attributed: '800000.00',
    allocated: '300000.00',
    free: '199999.99',
    reserved: '100000.01',
    paid: '0.00',
    justified: '0.00',
    exchangeDifference: '0.00',
  });
  expect(await desk.figures('P1')).toMatchObject(await desk.entriesOfFigures('P1'));
  for (const [figure, said, entries] of await desk.provenance('P1')) expect([figure, entries]).toEqual([figure, said]);

  await desk.bank('payment-settled', paymentRequest, '100000.01', '2023-06-20');
  expect(await desk.entries(tranche, 'tranche-paid')).toEqual([
    {
      'payable:P1': '100000.01',
      'clearing:treasury': '-100000.01',
      'fund:money': '-100000.01',
      'fund:tranche:P1-T1:SIAAP-1': '66666.67',
      'fund:tranche:P1-T1:AESN-1': '33333.34',
      'fund:advanced:P1:SIAAP-1': '66666.67',
      'fund:to-justify:P1:SIAAP-1': '-66666.67',
      'fund:advanced:P1:AESN-1': '33333.34',
      'fund:to-justify:P1:AESN-1': '-33333.34',
    },
  ]);
  expect(await desk.movements('P1')).toEqual([
    'ALLOCATED SIAAP-1 200000.00 2023-06-05',
    'ALLOCATED AESN-1 100000.00 2023-06-05',
    'PAID AESN-1 -33333.34 2023-06-20',
    'PAID SIAAP-1 -66666.67 2023-06-20',
  ]);

  const lines = [
    { budgetLine: 'Travaux', date: '2023-09-01', amount: eur('50000.00'), document: 'FAC-1' },
    { budgetLine: 'Études', date: '2023-09-02', amount: eur('20000.01'), document: 'FAC-2' },
  ];
  const justified = await desk.as('project-officer', 'POST', `/tranches/${tranche}/justifications`, {
    lines,
    effectiveDate: '2023-10-01',
  });
  expect(justified).toMatchObject({ status: 'ACCEPTED', amount: eur('70000.01'), justifiedPercent: '70.0000' });
  expect(await desk.entries(tranche, 'expense-justified')).toEqual([
    {
      'fund:to-justify:P1:SIAAP-1': '46666.67',
      'fund:advanced:P1:SIAAP-1': '-46666.67',
      'fund:to-justify:P1:AESN-1': '23333.34',
      'fund:advanced:P1:AESN-1': '-23333.34',
    },
  ]);
  expect(await desk.figures('P1')).toMatchObject({
    paid: '100000.01',
    justified: '70000.01',
    reserved: '0.00',
    allocated: '300000.00',
  });
  expect(await desk.figures('P1')).toMatchObject(await desk.entriesOfFigures('P1'));
  for (const [figure, said, entries] of await desk.provenance('P1')) expect([figure, entries]).toEqual([figure, said]);
  expect(await desk.as('project-officer', 'GET', '/projects/P1')).toMatchObject({
    funding: { status: 'ALLOCATED' },
    provenance: [
      { agreement: 'AESN-1', paid: eur('33333.34'), justified: eur('23333.34') },
      { agreement: 'SIAAP-1', paid: eur('66666.67') },
    ],
  });
  const dimensions = await desk.service
    .sql(`SELECT count(*)::int AS bad FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
    WHERE NOT p.dimensions ?& '{instrument,project}' OR a.layer = 'FUND' AND NOT p.dimensions ? 'agreement'`);
  expect(dimensions).toEqual([{ bad: 0 }]);
});

it('refuses a piece shown twice and more than what was paid', async () => {
  const justify = (line: object) =>
    desk.call('project-officer', 'POST', '/tranches/P1-T1/justifications', { lines: [line] });
  const piece = { budgetLine: 'Travaux', date: '2023-09-01', amount: eur('50000.00'), document: 'FAC-1' };
  expect(await justify(piece)).toMatchObject({ status: 409, body: { code: 'DUPLICATE_EXPENSE' } });
  expect(await justify({ ...piece, amount: eur('30000.01'), document: 'FAC-3' })).toMatchObject({
    status: 409,
    body: { code: 'JUSTIFIED_ABOVE_PAID', available: eur('30000.00') },
  });
});

it('lets a city show expenses that wait for a project officer', async () => {
  const piece = { budgetLine: 'Travaux', date: '2023-11-01', amount: eur('10000.00'), document: 'FAC-4' };
  const submitted = await desk.as('city', 'POST', '/tranches/P1-T1/justifications', {
    lines: [piece],
    effectiveDate: '2023-11-02',
  });
  expect(submitted.status).toBe('SUBMITTED');
  expect(await desk.figures('P1')).toMatchObject({ justified: '70000.01' });
  expect((await desk.as('project-officer', 'GET', '/justifications?status=SUBMITTED')).items).toHaveLength(1);
  expect((await desk.call('city', 'POST', `/justifications/${submitted.id}/accept`)).status).toBe(403);
  await desk.as('project-officer', 'POST', `/justifications/${submitted.id}/accept`);
  expect(await desk.figures('P1')).toMatchObject({ justified: '80000.01' });
  expect(
    await desk.call('project-officer', 'POST', `/justifications/${submitted.id}/reject`, { reason: 'x' }),
  ).toMatchObject({ status: 409 });

  const again = await desk.as('city', 'POST', '/tranches/P1-T1/justifications', {
    lines: [{ ...piece, document: 'FAC-5' }],
  });
  await desk.as('project-officer', 'POST', `/justifications/${again.id}/reject`, { reason: 'Illisible' });
  const [rejected] = await desk.service.published('abonde.disbursements.expense-rejected.v1');
  expect(rejected?.data).toMatchObject({
    tranche: 'P1-T1',
    reason: 'Illisible',
    justifiedPercent: '80.0000',
    split: [],
  });
  expect(
    (await desk.call('city', 'POST', '/tranches/P1-T1/justifications', { lines: [{ ...piece, document: 'FAC-5' }] }))
      .status,
  ).toBe(201);
});

it('asks three persons, and conditions met', async () => {
  const code = await desk.plan('P1', 2, '50000.00', [
    { kind: 'PREVIOUS_JUSTIFIED', percent: '80.5' },
    { kind: 'REPORT_ACCEPTED', report: 'INTERIM' },
  ]);
  const elsewhere = [randomUUID()];
  expect(
    await desk.call('project-officer/ann', 'POST', `/tranches/${code}/request`, { documents: elsewhere }),
  ).toMatchObject({ status: 422, body: { code: 'UNKNOWN_DOCUMENT', field: 'documents' } });
  const [{ document }] = await desk.as('city', 'GET', '/projects/P1/documents');
  await desk.as('project-officer/ann', 'POST', `/tranches/${code}/request`, { documents: [document] });
  expect(await desk.call('project-officer/ann', 'POST', `/tranches/${code}/certify`)).toMatchObject({
    status: 403,
    body: { code: 'MAKER_IS_CHECKER' },
  });
  await desk.as('project-officer/bob', 'POST', `/tranches/${code}/certify`);
  expect(await desk.call('finance-controller/bob', 'POST', `/tranches/${code}/approve`)).toMatchObject({
    status: 403,
    body: { code: 'MAKER_IS_CHECKER' },
  });
  expect((await desk.call('project-officer', 'POST', `/tranches/${code}/approve`)).status).toBe(403);
  const refused = await desk.call('finance-controller', 'POST', `/tranches/${code}/approve`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'CONDITIONS_NOT_MET' } });
  expect(refused.body.unmet.map(({ kind }: { kind: string }) => kind)).toEqual([
    'PREVIOUS_JUSTIFIED',
    'REPORT_ACCEPTED',
  ]);
  expect((await desk.as('city', 'GET', `/tranches/${code}`)).unmet).toEqual(refused.body.unmet);

  await desk.as('project-officer', 'POST', '/projects/P1/reports', { report: 'INTERIM', effectiveDate: '2023-12-01' });
  const lines = [{ budgetLine: 'Travaux', date: '2023-12-01', amount: eur('1000.00'), document: 'FAC-6' }];
  await desk.as('project-officer', 'POST', '/tranches/P1-T1/justifications', { lines });
  expect(await desk.as('finance-controller', 'POST', `/tranches/${code}/approve`)).toMatchObject({
    ...{ status: 'APPROVED', unmet: [], documents: [document] },
  });
  expect(
    (await desk.as('finance-officer', 'GET', '/tranches?status=APPROVED')).items.map(
      (item: { code: string }) => item.code,
    ),
  ).toEqual([code]);
});

it('refuses a tranche above what is left', async () => {
  const code = await desk.certified('P1', 3, '149999.99');
  expect((await desk.figures('P1')).free).toBe('149999.99');
  await desk.as('finance-controller', 'POST', `/tranches/${code}/return`, { reason: 'Montant à revoir' });
  const above = await desk.certified('P1', 4, '150000.00');
  expect(await desk.call('finance-controller', 'POST', `/tranches/${above}/approve`)).toMatchObject({
    status: 409,
    body: { code: 'INSUFFICIENT_FUNDS', available: eur('149999.99'), requested: eur('150000.00') },
  });
  expect(
    await desk.call('project-officer', 'POST', '/projects/P1/tranches', { number: 5, amount: eur('500000.00') }),
  ).toMatchObject({
    status: 422,
    body: { code: 'TRANCHES_ABOVE_FUND_SHARE' },
  });
});

it('numbers tranches once, and plans none for a project that has ended', async () => {
  const plan = (project: string, number: number) =>
    desk.call('project-officer', 'POST', `/projects/${project}/tranches`, { number, amount: eur('1.00') });
  expect(await plan('P1', 3)).toMatchObject({
    status: 409,
    body: { code: 'TRANCHE_NUMBER_TAKEN', number: 3, next: 5 },
  });
  await desk.running('P-OVER');
  await desk.move('P-OVER', 'cancel', { reason: 'Retrait', effectiveDate: '2023-07-01' });
  expect(await plan('P-OVER', 1)).toMatchObject({ status: 409, body: { code: 'PROJECT_ENDED', state: 'CANCELLED' } });
});

it('reserves once when two persons approve at the same instant, and never twice the same euro', async () => {
  await desk.running('P2');
  await desk.allocate('P2', [{ agreement: 'SIAAP-1', amount: '100.00' }]);
  const one = await desk.certified('P2', 1, '80.00');
  const other = await desk.certified('P2', 2, '80.00');
  const approve = (who: string, code: string) =>
    desk.call(`finance-controller/${who}`, 'POST', `/tranches/${code}/approve`);
  const answers = await Promise.all([
    approve('eve', one),
    approve('zoe', one),
    approve('eve', other),
    approve('zoe', other),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(await desk.figures('P2')).toMatchObject({ free: '20.00', reserved: '80.00' });
});

it('pays once whatever the bank repeats', async () => {
  await desk.running('P3');
  await desk.allocate('P3', [{ agreement: 'SIAAP-1', amount: '100.00' }]);
  const { tranche, paymentRequest } = await desk.approved('P3', 1, '60.00');
  const transfer = randomUUID();
  await desk.bank('payment-settled', paymentRequest, '60.00', '2023-06-20', transfer);
  await desk.bank('payment-settled', paymentRequest, '60.00', '2023-06-20', transfer);
  expect(await desk.entries(tranche, 'tranche-paid')).toHaveLength(1);
  expect(await desk.service.published('abonde.disbursements.tranche-paid.v1')).toHaveLength(2);

  await desk.bank('payment-returned', paymentRequest, '60.00', '2023-07-20');
  expect(await desk.entries(tranche, 'payment-returned')).toEqual([
    {
      'clearing:treasury': '60.00',
      'payable:P3': '-60.00',
      'fund:money': '60.00',
      'fund:tranche:P3-T1:SIAAP-1': '-60.00',
      'fund:to-justify:P3:SIAAP-1': '60.00',
      'fund:advanced:P3:SIAAP-1': '-60.00',
    },
  ]);
  expect(await desk.as('auditor', 'GET', `/tranches/${tranche}`)).toMatchObject({ status: 'RETURNED', reason: 'AC04' });
  expect(await desk.figures('P3')).toMatchObject({ free: '40.00', reserved: '60.00', paid: '0.00' });

  await desk.as('finance-controller', 'POST', `/tranches/${tranche}/approve`);
  expect(await desk.entries(tranche, 'tranche-approved')).toHaveLength(1);
  const again = await desk.lastRequest(tranche);
  expect(again).not.toBe(paymentRequest);
  await desk.bank('payment-settled', again, '60.00', '2023-08-01');
  expect(await desk.figures('P3')).toMatchObject({ free: '40.00', reserved: '0.00', paid: '60.00' });
  expect((await desk.movements('P3')).slice(1)).toEqual([
    'PAID SIAAP-1 -60.00 2023-06-20',
    'RETURNED SIAAP-1 60.00 2023-07-20',
    'PAID SIAAP-1 -60.00 2023-08-01',
  ]);
});

it('takes a rejected payment back to its certification, its money free again', async () => {
  await desk.running('P4');
  await desk.allocate('P4', [{ agreement: 'SIAAP-1', amount: '100.00' }]);
  const { tranche, paymentRequest } = await desk.approved('P4', 1, '60.00');
  await desk.fail('payment-rejected', paymentRequest, '60.00');
  expect(await desk.entries(tranche, 'tranche-approval-reversed')).toEqual([
    {
      'aid-expense:P4': '-60.00',
      'payable:P4': '60.00',
      'commitment:P4': '-60.00',
      'commitment-contra:P4': '60.00',
      'fund:allocation:P4:SIAAP-1': '-60.00',
      'fund:tranche:P4-T1:SIAAP-1': '60.00',
    },
  ]);
  expect(await desk.as('auditor', 'GET', `/tranches/${tranche}`)).toMatchObject({
    status: 'CERTIFIED',
    reason: 'Compte clos',
    split: [],
  });
  await desk.as('finance-controller', 'POST', `/tranches/${tranche}/approve`);
  expect(await desk.figures('P4')).toMatchObject({ free: '40.00', reserved: '60.00' });
});

it('posts a payment the bank made beyond what was reserved, and raises a shortfall', async () => {
  await desk.running('P5');
  await desk.allocate('P5', [{ agreement: 'SIAAP-1', amount: '100.00' }]);
  const { tranche, paymentRequest } = await desk.approved('P5', 1, '60.00');
  await desk.bank('payment-settled', paymentRequest, '60.01', '2023-06-20');
  expect((await desk.entries(tranche, 'tranche-paid'))[0]).toMatchObject({
    'clearing:treasury': '-60.01',
    'fund:money': '-60.01',
    'aid-expense:P5': '0.01',
    'fund:shortfall:P5': '0.01',
  });
  const [shortfall] = await desk.service.published('abonde.disbursements.shortfall-raised.v1');
  expect(shortfall?.data).toMatchObject({ account: 'fund:shortfall:P5', amount: eur('0.01') });
  expect(await desk.figures('P5')).toMatchObject(await desk.entriesOfFigures('P5'));
  for (const [figure, said, entries] of await desk.provenance('P5')) expect([figure, entries]).toEqual([figure, said]);
});

it('charges a city’s own money paid into the Fund without using up the commitment', async () => {
  await desk.running('P6', '50.00');
  await desk.allocate('P6', [
    { agreement: 'SIAAP-1', amount: '50.00' },
    { agreement: 'VILLE-1', amount: '50.00', countsAs: 'CITY' },
  ]);
  const { tranche } = await desk.approved('P6', 1, '100.00');
  expect((await desk.entries(tranche, 'tranche-approved'))[0]).toMatchObject({
    'aid-expense:P6': '100.00',
    'commitment:P6': '50.00',
  });
});
