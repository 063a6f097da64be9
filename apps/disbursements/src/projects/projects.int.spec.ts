import { Desk, dossier, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const plan = (total: string, fund: string, city: string) => ({
  total: eur(total),
  sources: [
    { kind: 'FUND', name: 'SIAAP', amount: eur(fund), inKind: false },
    { kind: 'CITY', name: 'terrain', amount: eur(city), inKind: true },
  ],
});

it('registers cities once, under a readable code', async () => {
  const { items } = await desk.as('auditor', 'GET', '/cities');
  expect(items).toEqual([
    expect.objectContaining({ code: 'SIEM-REAP', country: 'KH', memberSince: 2003, kind: 'CITY' }),
  ]);
  expect((await desk.call('secretariat', 'POST', '/cities', { name: 'Siem Reap', country: 'KH' })).status).toBe(409);
  const [event] = await desk.service.published('abonde.disbursements.city-registered.v1');
  expect(event?.data).toEqual({
    city: 'SIEM-REAP',
    name: 'Siem Reap',
    country: 'KH',
    memberSince: 2003,
    bureauMember: false,
  });
});

it('places cities and projects in countries that exist', async () => {
  const refusal = { status: 422, body: { code: 'UNKNOWN_COUNTRY', field: 'country', country: 'QQ' } };
  const refused = [
    desk.call('secretariat', 'POST', '/cities', { name: 'Nulle part', country: 'QQ' }),
    desk.call('secretariat', 'PATCH', '/cities/SIEM-REAP', { country: 'QQ' }),
    desk.call('project-officer', 'POST', '/projects', { ...dossier('KH-NOWHERE'), country: 'QQ' }),
  ];
  for (const answer of await Promise.all(refused)) expect(answer).toMatchObject(refusal);
  expect((await desk.call('auditor', 'GET', '/projects/KH-NOWHERE')).status).toBe(404);
});

it('says what a dossier misses, and submits it once it is whole', async () => {
  await desk.draft('KH-MISSING', { narrative: { context: 'c' } });
  const refused = await desk.call('project-officer', 'POST', '/projects/KH-MISSING/submit');
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'DOSSIER_INCOMPLETE', missing: ['narrative', 'signedRequest'] },
  });
  expect(await desk.as('auditor', 'GET', '/projects/KH-MISSING')).toMatchObject({
    state: 'DRAFT',
    missing: ['narrative', 'signedRequest'],
  });

  await desk.as('project-officer', 'PATCH', '/projects/KH-MISSING', { narrative: dossier('x').narrative });
  await desk.bringSignedRequest('KH-MISSING');
  await desk.move('KH-MISSING', 'submit', { effectiveDate: '2023-02-03' });
  const project = await desk.as('auditor', 'GET', '/projects/KH-MISSING');
  expect(project).toMatchObject({ state: 'SUBMITTED', missing: [], shares: { ceiling: eur('800000.00') } });
  expect(project.history.map(({ kind, to }: { kind: string; to: string }) => to ?? kind)).toEqual([
    'DRAFT',
    'AMENDMENT',
    'DOCUMENT',
    'SUBMITTED',
  ]);
  const states = await desk.service.published('abonde.disbursements.project-state-changed.v1');
  expect(
    states
      .filter(({ data }) => data.project === 'KH-MISSING')
      .map(({ data }) => [data.from, data.to, data.effectiveDate]),
  ).toEqual([
    [null, 'DRAFT', '2023-01-02'],
    ['DRAFT', 'SUBMITTED', '2023-02-03'],
  ]);
});

it('lets Poto-Poto pass at its exact ceiling and refuses one cent more', async () => {
  const budgetLines = [{ label: 'Travaux', amount: eur('589870.98') }];
  await desk.draft('CG-POTO', { financingPlan: plan('589870.98', '471896.79', '117974.19'), budgetLines });
  await desk.bringSignedRequest('CG-POTO');
  const refused = await desk.call('project-officer', 'POST', '/projects/CG-POTO/submit');
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'FUND_SHARE_ABOVE_CEILING', ceiling: eur('471896.78'), excess: eur('0.01') },
  });
  await desk.as('project-officer', 'PATCH', '/projects/CG-POTO', {
    financingPlan: plan('589870.98', '471896.78', '117974.20'),
  });
  await desk.move('CG-POTO', 'submit');
  await expect(
    desk.call('project-officer', 'PATCH', '/projects/CG-POTO', {
      financingPlan: plan('589870.98', '471896.79', '117974.19'),
    }),
  ).resolves.toMatchObject({
    status: 422,
    body: { code: 'FUND_SHARE_ABOVE_CEILING' },
  });
});

it('keeps a city to its own dossiers', async () => {
  const own = await desk.as('city', 'POST', '/projects', dossier('KH-OWN'));
  expect(own.city).toBe('SIEM-REAP');
  expect(await desk.call('city/HUE', 'GET', '/projects/KH-OWN')).toMatchObject({
    status: 403,
    body: { code: 'NOT_YOUR_CITY' },
  });
  expect((await desk.call('city/HUE', 'POST', '/projects', dossier('KH-OTHER'))).status).toBe(403);
  expect((await desk.as('city/HUE', 'GET', '/projects')).items).toEqual([]);
  expect((await desk.call('city', 'POST', '/projects/KH-OWN/declare-complete')).status).toBe(403);
  expect((await desk.call('administrator', 'POST', '/projects', dossier('KH-ADMIN'))).status).toBe(403);
});

it('gives a dossier back as it was written, where the city is said by name or by code', async () => {
  const written = dossier('KH-ECHO');
  await desk.as('project-officer', 'POST', '/projects', {
    ...written,
    basis: 'ILLUSTRATIVE',
    effectiveDate: '2023-01-02',
  });
  const read = await desk.as('auditor', 'GET', '/projects/KH-ECHO');
  expect(read).toMatchObject({
    ...written,
    city: 'SIEM-REAP',
    cityName: 'Siem Reap',
    country: 'KH',
    basis: 'ILLUSTRATIVE',
  });
  expect((await desk.as('auditor', 'GET', `/projects/${read.id}`)).code).toBe('KH-ECHO');
  const { items, nextCursor } = await desk.as('auditor', 'GET', '/projects?limit=1&state=DRAFT&city=SIEM-REAP');
  expect(items).toHaveLength(1);
  expect((await desk.as('auditor', 'GET', `/projects?limit=1&cursor=${nextCursor}`)).items[0].code).not.toBe(
    items[0].code,
  );
});

it('refuses to overwrite what somebody else changed', async () => {
  await desk.draft('KH-TWO');
  const read = await desk.call('project-officer', 'GET', '/projects/KH-TWO');
  const headers = { 'if-match': read.headers.get('etag') ?? '' };
  expect(headers['if-match']).toBe('"1"');
  expect((await desk.call('project-officer', 'PATCH', '/projects/KH-TWO', { title: 'Un' }, headers)).status).toBe(200);
  expect(await desk.call('project-officer', 'PATCH', '/projects/KH-TWO', { title: 'Deux' }, headers)).toMatchObject({
    status: 412,
    body: { code: 'VERSION_MISMATCH' },
  });
});

it('gives documents back to who may read them', async () => {
  await desk.draft('KH-DOC');
  await desk.bringSignedRequest('KH-DOC');
  const [document] = await desk.as('city', 'GET', '/projects/KH-DOC/documents');
  expect(document).toMatchObject({
    kind: 'SIGNED_REQUEST',
    name: 'demande.pdf',
    contentType: 'application/pdf',
    addedBy: 'test-project-officer',
  });
  expect((await desk.call('city', 'GET', `/projects/KH-DOC/documents/${document.document}`)).body).toContain(
    '%PDF-1.4',
  );
  expect((await desk.call('city/HUE', 'GET', `/projects/KH-DOC/documents/${document.document}`)).status).toBe(403);
});

it('says the state and what is needed when a move is illegal, and asks the day and the reason', async () => {
  await desk.draft('KH-MOVE');
  expect(await desk.call('secretariat', 'POST', '/projects/KH-MOVE/start')).toMatchObject({
    status: 409,
    body: { code: 'ILLEGAL_MOVE', state: 'DRAFT', needed: ['AGREEMENT_SIGNED'] },
  });
  expect(await desk.call('secretariat', 'POST', '/projects/KH-MOVE/cancel')).toMatchObject({
    status: 422,
    body: { code: 'REASON_MISSING' },
  });
  expect(
    await desk.call('secretariat', 'POST', '/projects/KH-MOVE/cancel', { reason: 'x', effectiveDate: '2030-01-01' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'EFFECTIVE_DATE_IN_FUTURE' },
  });
});

it('leaves the appraisal to somebody without a conflict of interest', async () => {
  await desk.draft('KH-CONFLICT');
  await desk.bringSignedRequest('KH-CONFLICT');
  await desk.move('KH-CONFLICT', 'submit');
  await desk.move('KH-CONFLICT', 'declare-complete');
  expect(
    await desk.call('secretariat', 'POST', '/projects/KH-CONFLICT/appraise', { conflictOfInterest: true }),
  ).toMatchObject({
    status: 422,
    body: { code: 'CONFLICT_OF_INTEREST' },
  });
  await desk.move('KH-CONFLICT', 'appraise', { note: 'Favorable', conflictOfInterest: 'Aucun conflit déclaré' });
});

it('describes its calls', async () => {
  const { paths, components } = await desk.as('auditor', 'GET', '/openapi.json');
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/api/disbursements/projects/{id}/submit', '/api/disbursements/tranches/{id}/approve']),
  );
  expect(components.schemas.ProjectViewDto.properties).toMatchObject({ financingPlan: {}, figures: {}, missing: {} });
});
