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
  expect(mended).toMatchObject({ total: eur('450000.00'), version: 2, purpose: services.purpose });
  expect([mended.activities.length, mended.partners.length]).toEqual([1, 1]);
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

describe('an amendment agreed with the donors', () => {
  const path = '/programmes/GOV-SERVICES/amendments';
  const cameroun = (amount: string) => ({ agreement: 'CAMEROUN-2023', amount: eur(amount) });
  const europe = (amount: string, maxPercent?: string) => ({
    ...{ agreement: 'UE-PS-2022', amount: eur(amount) },
    ...(maxPercent !== undefined && { maxPercent }),
  });
  const prepare = (body: object) =>
    desk.call('project-officer', 'POST', path, { reason: 'Avenant signé le 2 mai 2023', ...body });
  const approve = (number: number, who = 'secretariat') =>
    desk.call(who, 'POST', `${path}/${number}/approve`, { effectiveDate: '2023-07-01' });

  it('is refused where it changes nothing, breaks a donor’s rate, or waits for another one', async () => {
    expect((await prepare({})).body).toMatchObject({ code: 'NOTHING_AMENDED' });
    expect((await prepare({ lines: [cameroun('140000.00'), europe('420000.01', '75')] })).body).toMatchObject({
      code: 'DONOR_SHARE_ABOVE_RATE',
      ceiling: eur('420000.00'),
      excess: eur('0.01'),
    });
    expect((await prepare({ title: 'Services municipaux' })).status).toBe(201);
    expect((await prepare({ title: 'x' })).body).toMatchObject({ code: 'AMENDMENT_OPEN', open: 1 });
    expect((await approve(1, 'project-officer')).status).toBe(403);
    await desk.as('project-officer', 'POST', `${path}/1/withdraw`);
    expect((await approve(1)).body).toMatchObject({ code: 'ILLEGAL_MOVE', status: 409 });
  });

  it('moves the subsidy agreement by agreement: what a line gains is attributed, what it loses goes back', async () => {
    await prepare({ lines: [cameroun('190000.00'), europe('300000.00', '75')], partners: [{ name: 'FCT' }] });
    const { body } = await approve(2);
    expect(body).toMatchObject({ total: eur('490000.00'), attributed: eur('490000.00') });
    expect(body.amendments[1]).toMatchObject({
      ...{ number: 2, status: 'APPROVED', approvedOn: '2023-07-01' },
      changes: expect.arrayContaining([
        { field: 'lines.CAMEROUN-2023.amount', before: '140000.00 EUR', after: '190000.00 EUR' },
        { field: 'lines.UE-PS-2022.maxPercent', before: null, after: '75' },
      ]),
    });
    const told = (await desk.service.published('abonde.disbursements.subsidy-attributed.v1')).at(-1);
    expect(told?.data).toMatchObject({
      ...{ attributed: eur('40000.00'), attributedTotal: eur('490000.00'), engagedTotal: eur('490000.00') },
      ...{ planTotal: eur('490000.00'), lines: [cameroun('190000.00'), { agreement: 'UE-PS-2022' }] },
    });
    expect(await desk.figures('GOV-SERVICES')).toMatchObject(await desk.entriesOfFigures('GOV-SERVICES'));
  });

  it('takes back from a smaller line what is free of it, never what its tranches took', async () => {
    await prepare({ lines: [cameroun('190000.00'), europe('39999.99')], activities: [] });
    expect((await approve(3)).body).toMatchObject({
      ...{ code: 'LINE_BELOW_TAKEN', agreement: 'UE-PS-2022', taken: eur('40000.00'), difference: eur('0.01') },
    });
    await desk.as('project-officer', 'POST', `${path}/3/withdraw`);
    await prepare({ lines: [cameroun('190000.00'), europe('70000.00')], activities: [] });
    expect((await approve(4)).body).toMatchObject({ total: eur('260000.00'), attributed: eur('260000.00') });
    expect(await desk.figures('GOV-SERVICES')).toMatchObject({ ...{ attributed: '260000.00', free: '30000.00' } });
    expect(await desk.figures('GOV-SERVICES')).toMatchObject(await desk.entriesOfFigures('GOV-SERVICES'));
    const released = await desk.service.published('abonde.disbursements.allocation-released.v1');
    expect(released.map(({ data }) => [data.agreement, data.amount])).toEqual([['UE-PS-2022', eur('30000.00')]]);
    const [told] = (await desk.service.published('abonde.disbursements.subsidy-attributed.v1')).slice(-1);
    expect(told?.data).toMatchObject({ attributed: eur('0.00'), engagedTotal: eur('260000.00') });
  });
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
