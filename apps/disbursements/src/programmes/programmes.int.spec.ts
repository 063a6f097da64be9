import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await know('UE-PS-2022', 'GOVERNANCE');
  await know('CAMEROUN-2023', 'GOVERNANCE');
}, 60_000);
afterAll(() => desk?.service.stop());

async function know(agreement: string, instrument: 'GOVERNANCE' | 'COOPERATION'): Promise<void> {
  await desk.tell('abonde.contributions.envelope-changed.v1', {
    key: agreement,
    data: { agreement, instrument, free: eur('0.00') },
  });
}

const services = {
  code: 'GOV-SERVICES',
  title: 'Modernisation des services municipaux',
  period: { from: '2022-01-01', to: '2026-12-31' },
  lines: [
    { agreement: 'CAMEROUN-2023', amount: eur('140000.00') },
    { agreement: 'UE-PS-2022', amount: eur('300000.00') },
  ],
  activities: [{ title: 'État civil numérique', amount: eur('200000.00') }],
  partners: [{ name: 'ANCB', role: 'Accompagnement des communes' }],
  purpose: 'Des services municipaux accessibles',
  effectiveDate: '2022-01-03',
};

it('is prepared, mended and approved by two persons; its approval attributes its money by agreement', async () => {
  const prepared = await desk.as('project-officer', 'POST', '/programmes', services);
  expect(prepared).toMatchObject({
    status: 'PREPARED',
    carrier: 'AIMF',
    total: eur('440000.00'),
    attributed: eur('0.00'),
    state: 'DRAFT',
    instrument: 'GOVERNANCE',
  });
  const stale = { 'if-match': '"7"' };
  expect((await desk.call('project-officer', 'PATCH', '/programmes/GOV-SERVICES', { title: 'x' }, stale)).status).toBe(
    412,
  );
  const mended = await desk.as('secretariat', 'PATCH', '/programmes/GOV-SERVICES', {
    lines: [services.lines[0], { agreement: 'UE-PS-2022', amount: eur('310000.00') }],
  });
  expect(mended).toMatchObject({ total: eur('450000.00'), version: 2 });
  expect(await desk.call('secretariat', 'POST', '/programmes/GOV-SERVICES/approve')).toMatchObject({
    status: 403,
    body: { code: 'MAKER_IS_CHECKER' },
  });
  const approved = await desk.as('secretariat/bob', 'POST', '/programmes/GOV-SERVICES/approve', {
    effectiveDate: '2022-01-10',
  });
  expect(approved).toMatchObject({
    status: 'APPROVED',
    approvedOn: '2022-01-10',
    attributed: eur('450000.00'),
    state: 'AGREEMENT_SIGNED',
  });
  const [event] = (await desk.service.published('abonde.disbursements.subsidy-attributed.v1')).filter(
    ({ data }) => data.project === 'GOV-SERVICES',
  );
  expect(event?.data).toMatchObject({
    instrument: 'GOVERNANCE',
    session: null,
    sessionDate: '2022-01-10',
    programme: 'GOV-SERVICES',
    attributed: eur('450000.00'),
    lines: [
      { agreement: 'CAMEROUN-2023', amount: eur('140000.00') },
      { agreement: 'UE-PS-2022', amount: eur('310000.00') },
    ],
  });
  expect(await desk.entries('GOV-SERVICES', 'subsidy-attributed')).toEqual([
    { 'commitment-contra:GOV-SERVICES': '450000.00', 'commitment:GOV-SERVICES': '-450000.00' },
  ]);
});

it('then lives like a project: started, paid by tranches, never tabled, its plan kept', async () => {
  await desk.move('GOV-SERVICES', 'start', { effectiveDate: '2022-02-01' });
  await desk.allocate('GOV-SERVICES', [{ agreement: 'UE-PS-2022', amount: '100000.00' }]);
  const { tranche, paymentRequest } = await desk.approved('GOV-SERVICES', 1, '40000.00');
  await desk.bank('payment-settled', paymentRequest, '40000.00', '2023-06-20');
  expect(await desk.as('auditor', 'GET', `/tranches/${tranche}`)).toMatchObject({
    status: 'PAID',
    beneficiary: 'AIMF',
  });
  expect(await desk.figures('GOV-SERVICES')).toMatchObject({
    attributed: '450000.00',
    paid: '40000.00',
    free: '60000.00',
  });
  const { openMoves } = await desk.as('auditor', 'GET', '/projects/GOV-SERVICES');
  expect(openMoves.map(({ move }: { move: string }) => move)).toEqual(['suspend', 'complete', 'cancel']);
  expect(await desk.call('secretariat', 'POST', '/projects/GOV-SERVICES/declare-complete')).toMatchObject({
    status: 409,
    body: { code: 'ILLEGAL_MOVE', state: 'IN_PROGRESS' },
  });
  const financingPlan = { total: eur('1.00'), sources: [] };
  expect(await desk.call('project-officer', 'PATCH', '/projects/GOV-SERVICES', { financingPlan })).toMatchObject({
    status: 422,
    body: { code: 'PLAN_OF_PROGRAMME', field: 'financingPlan' },
  });
  expect(await desk.call('secretariat', 'PATCH', '/programmes/GOV-SERVICES', { title: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'PROGRAMME_APPROVED' },
  });
  expect((await desk.call('secretariat/bob', 'POST', '/programmes/GOV-SERVICES/approve')).status).toBe(409);
});

it('frames projects of the cooperation fund, which the Bureau votes one by one', async () => {
  await know('BMGF-ISSV-1', 'COOPERATION');
  await desk.as('project-officer', 'POST', '/programmes', {
    ...services,
    code: 'ISSV',
    instrument: 'COOPERATION',
    lines: [{ agreement: 'BMGF-ISSV-1', amount: eur('3600000.00') }],
  });
  await desk.as('secretariat', 'POST', '/programmes/ISSV/approve');
  await desk.draft('KH-UNDER', { programme: 'ISSV' });
  expect(await desk.as('auditor', 'GET', '/programmes/ISSV')).toMatchObject({
    status: 'APPROVED',
    state: null,
    attributed: eur('0.00'),
    projects: [{ code: 'KH-UNDER', state: 'DRAFT' }],
  });
  const attributed = await desk.service.published('abonde.disbursements.subsidy-attributed.v1');
  expect(attributed.filter(({ data }) => data.project === 'ISSV')).toEqual([]);
  expect((await desk.as('auditor', 'GET', '/projects?programme=ISSV')).items).toHaveLength(1);
  expect(
    await desk.call('project-officer', 'PATCH', '/projects/KH-UNDER', { programme: 'GOV-SERVICES' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'PROGRAMME_OF_ANOTHER_INSTRUMENT', field: 'programme' },
  });
});

it('is refused with its field where it draws on what nobody knows, and is nobody else’s to read', async () => {
  await desk.as('project-officer', 'POST', '/programmes', {
    ...services,
    code: 'GOV-UNKNOWN',
    lines: [{ agreement: 'NOWHERE', amount: eur('1.00') }],
    activities: [],
  });
  expect(await desk.call('secretariat', 'POST', '/programmes/GOV-UNKNOWN/approve')).toMatchObject({
    status: 422,
    body: { code: 'UNKNOWN_AGREEMENT', field: 'lines.0.agreement' },
  });
  expect((await desk.call('city', 'GET', '/programmes')).status).toBe(403);
  expect((await desk.call('finance-officer', 'POST', '/programmes', services)).status).toBe(403);
});
