import { Desk, dossier, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

async function upload(who: string, project: string, name: string, type: string, content: string) {
  const form = new FormData();
  form.append('kind', 'SIGNED_REQUEST');
  form.append('file', new Blob([content], { type }), name);
  return desk.call(who, 'POST', `/projects/${project}/documents`, form);
}

it('goes back and forth between a city and the secretariat until it is appraised', async () => {
  await desk.as('city', 'POST', '/projects', { ...dossier('KH-BOTH'), narrative: { context: 'Sans eau' } });
  expect(await desk.as('city', 'GET', '/projects/KH-BOTH')).toMatchObject({
    checklist: expect.arrayContaining([
      { part: 'narrative', met: false, missing: ['objectives', 'activities', 'sustainability'] },
      { part: 'budgetLines', met: true, missing: [] },
      { part: 'signedRequest', met: false, missing: ['document'] },
    ]),
  });
  await desk.as('city', 'PATCH', '/projects/KH-BOTH', { narrative: dossier('x').narrative });
  expect((await upload('city', 'KH-BOTH', 'demande.pdf', 'application/pdf', '%PDF-1.4\n%%EOF')).status).toBe(201);
  await desk.as('city', 'POST', '/projects/KH-BOTH/submit');

  const comment = await desk.as('project-officer', 'POST', '/projects/KH-BOTH/comments', {
    section: 'budget',
    text: 'Le détail des travaux ?',
  });
  await desk.as('secretariat', 'POST', '/projects/KH-BOTH/request-changes', {
    reason: 'Budget à détailler',
    changes: [{ section: 'budget', text: 'Séparer les études des travaux' }],
  });
  expect(await desk.as('city', 'GET', '/projects/KH-BOTH')).toMatchObject({ state: 'DRAFT', openRequests: 1 });
  expect(await desk.call('city', 'POST', '/projects/KH-BOTH/submit')).toMatchObject({
    status: 422,
    body: { code: 'CHANGE_REQUESTS_UNANSWERED', requests: [{ section: 'budget' }] },
  });
  expect((await desk.as('city', 'GET', '/projects/KH-BOTH')).state).toBe('DRAFT');

  const written = await desk.as('city', 'GET', '/projects/KH-BOTH/comments');
  const request = written.find(({ kind }: { kind: string }) => kind === 'CHANGE_REQUEST');
  expect(written.map(({ authorRole }: { authorRole: string }) => authorRole)).toEqual([
    'project-officer',
    'secretariat',
  ]);
  const answer = { thread: request.id, text: 'C’est fait' };
  expect(await desk.as('city', 'POST', '/projects/KH-BOTH/comments', answer)).toMatchObject({
    section: 'budget',
    thread: request.id,
    authorRole: 'city',
  });
  await desk.as('city', 'POST', '/projects/KH-BOTH/submit');
  await desk.move('KH-BOTH', 'declare-complete');
  const settled = await desk.as('auditor', 'GET', '/projects/KH-BOTH/comments');
  expect(settled.find(({ id }: { id: string }) => id === request.id).resolvedBy).toBe('test-secretariat');
  const path = `/projects/KH-BOTH/comments/${comment.id}/resolve`;
  await desk.as('project-officer', 'POST', path);
  expect(await desk.call('project-officer', 'POST', path)).toMatchObject({
    status: 409,
    body: { code: 'ALREADY_RESOLVED' },
  });
  await desk.move('KH-BOTH', 'appraise', { note: 'Favorable', conflictOfInterest: 'Aucun' });
  const states = await desk.service.published('abonde.disbursements.project-state-changed.v1');
  expect(states.filter(({ data }) => data.project === 'KH-BOTH').map(({ data }) => data.to)).toEqual([
    'DRAFT',
    'SUBMITTED',
    'DRAFT',
    'SUBMITTED',
    'COMPLETE',
    'APPRAISED',
  ]);
});

it('asks for changes with a reason, of the secretariat, while there is something to change', async () => {
  await desk.draft('KH-ASK');
  expect(await desk.call('secretariat', 'POST', '/projects/KH-ASK/request-changes', { reason: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'ILLEGAL_MOVE', state: 'DRAFT', needed: ['SUBMITTED', 'COMPLETE', 'APPRAISED'] },
  });
  await desk.bringSignedRequest('KH-ASK');
  await desk.move('KH-ASK', 'submit');
  expect(await desk.call('secretariat', 'POST', '/projects/KH-ASK/request-changes', {})).toMatchObject({
    status: 422,
    body: { code: 'REASON_MISSING' },
  });
  const wrong = { reason: 'x', changes: [{ section: 'colour', text: 'y' }] };
  expect(await desk.call('secretariat', 'POST', '/projects/KH-ASK/request-changes', wrong)).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'changes.0.section' }] },
  });
  expect((await desk.call('city', 'POST', '/projects/KH-ASK/request-changes', { reason: 'x' })).status).toBe(403);
  expect((await desk.call('city/HUE', 'GET', '/projects/KH-ASK/comments')).status).toBe(403);
  expect((await desk.call('donor', 'GET', '/projects/KH-ASK/comments')).status).toBe(403);
});

it('keeps who changed what, field by field, and records nothing where nothing changed', async () => {
  await desk.draft('KH-DIFF');
  await desk.as('project-officer', 'PATCH', '/projects/KH-DIFF', { title: 'Projet KH-DIFF' });
  const before = await desk.as('auditor', 'GET', '/projects/KH-DIFF');
  expect(before).toMatchObject({ version: 1, history: [{ to: 'DRAFT' }] });
  await desk.as('project-officer/ann', 'PATCH', '/projects/KH-DIFF', {
    reason: 'Relecture',
    budgetLines: [
      { label: 'Travaux', amount: eur('890000.00') },
      { label: 'Études', amount: eur('110000.00') },
    ],
  });
  const { history, version } = await desk.as('auditor', 'GET', '/projects/KH-DIFF');
  expect(version).toBe(2);
  expect(history.at(-1)).toMatchObject({
    kind: 'AMENDMENT',
    actor: 'ann',
    reason: 'Relecture',
    details: {
      version: 2,
      diff: [
        { field: 'budgetLines.Travaux.amount', before: '900000.00 EUR', after: '890000.00 EUR' },
        { field: 'budgetLines.Études.amount', before: '100000.00 EUR', after: '110000.00 EUR' },
      ],
    },
  });
});

it('keeps what changes far into a long text', async () => {
  await desk.draft('KH-LONG');
  const narrative = (context: string) => ({ narrative: { ...(dossier('x').narrative as object), context } });
  await desk.as('city', 'PATCH', '/projects/KH-LONG', narrative(`${'a'.repeat(3_000)}.`));
  const { version } = await desk.as('city', 'PATCH', '/projects/KH-LONG', narrative(`${'a'.repeat(3_000)} fin.`));
  const kept = await desk.as('auditor', 'GET', '/projects/KH-LONG');
  expect([version, kept.narrative.context.slice(-5)]).toEqual([3, ' fin.']);
});

it('keeps a budget in local currency at its parity or at a stated rate, and refuses what is not worth the same', async () => {
  await desk.draft('KH-LOCAL', { localCurrency: 'XOF' });
  const lines = (local: string) => ({
    budgetLines: [{ label: 'Travaux', amount: eur('390000.00'), local: { amount: local, currency: 'XOF' } }],
  });
  expect(await desk.call('project-officer', 'PATCH', '/projects/KH-LOCAL', lines('255823231'))).toMatchObject({
    status: 200,
  });
  expect(await desk.call('project-officer', 'PATCH', '/projects/KH-LOCAL', lines('255850000'))).toMatchObject({
    status: 422,
    body: { code: 'BUDGET_LINE_RATE_MISMATCH', field: 'budgetLines.0.local', expected: eur('390040.81') },
  });
  const riel = {
    localCurrency: 'KHR',
    budgetLines: [{ ...lines('1').budgetLines[0], local: { amount: '1', currency: 'KHR' } }],
  };
  expect(await desk.call('project-officer', 'PATCH', '/projects/KH-LOCAL', riel)).toMatchObject({
    status: 422,
    body: { code: 'RATE_REQUIRED' },
  });
});

it.each([
  [
    'a purpose of no list',
    { purposeCodes: [{ code: '99999', percent: '100' }] },
    'UNKNOWN_PURPOSE_CODE',
    'purposeCodes.0.code',
  ],
  ['a marker beyond its range', { markers: { gender: 3 } }, 'MARKER_OUT_OF_RANGE', 'markers.gender'],
  [
    'a place off the globe',
    { location: { name: 'x', latitude: 91, longitude: 0 } },
    'LOCATION_OUT_OF_RANGE',
    'location.latitude',
  ],
  ['a period that ends first', { period: { from: '2026-01-01', to: '2025-01-01' } }, 'PERIOD_REVERSED', 'period'],
  ['a programme nobody prepared', { programme: 'NONE' }, 'UNKNOWN_PROGRAMME', 'programme'],
  ['a phase of no project', { previousPhase: 'NONE' }, 'UNKNOWN_PHASE', 'previousPhase'],
])('refuses %s and changes nothing', async (_, change, code, field) => {
  const project = `KH-BAD-${code.replaceAll('_', '-')}`;
  await desk.draft(project);
  expect(await desk.call('project-officer', 'PATCH', `/projects/${project}`, change)).toMatchObject({
    status: 422,
    body: { code, field },
  });
  expect((await desk.as('auditor', 'GET', `/projects/${project}`)).version).toBe(1);
});

it('takes documents of accepted kinds only', async () => {
  await desk.draft('KH-FILES');
  expect(await upload('city', 'KH-FILES', 'a.exe', 'application/x-msdownload', 'MZ')).toMatchObject({
    status: 422,
    body: { code: 'DOCUMENT_TYPE_NOT_ACCEPTED', field: 'file' },
  });
  expect(await upload('city', 'KH-FILES', 'a.pdf', 'application/pdf', '<html>')).toMatchObject({
    status: 422,
    body: { code: 'CONTENT_TYPE_MISMATCH', field: 'file', declared: 'application/pdf' },
  });
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  expect(await upload('city', 'KH-FILES', 'a.docx', docx, '%PDF-1.4')).toMatchObject({
    status: 422,
    body: { code: 'CONTENT_TYPE_MISMATCH', declared: docx, detected: 'application/pdf' },
  });
  expect(await desk.as('city', 'GET', '/projects/KH-FILES/documents')).toEqual([]);
});

it('links the phases of a project, past ones told for memory included, and finds projects by donor and by word', async () => {
  await desk.as('project-officer', 'POST', '/projects', {
    ...dossier('KH-VOLET-1'),
    historyOnly: true,
    effectiveDate: '2019-12-31',
  });
  await desk.draft('KH-VOLET-2', { previousPhase: 'KH-VOLET-1', title: 'Vidange, volet 2' });
  expect(await desk.as('auditor', 'GET', '/projects/KH-VOLET-1')).toMatchObject({
    state: 'CLOSED',
    historyOnly: true,
    missing: [],
    moves: [],
    relatedPhases: { previous: null, next: [{ code: 'KH-VOLET-2', title: 'Vidange, volet 2', state: 'DRAFT' }] },
  });
  expect((await desk.as('auditor', 'GET', '/projects/KH-VOLET-2')).relatedPhases.previous.code).toBe('KH-VOLET-1');
  expect((await desk.call('city', 'POST', '/projects', { ...dossier('KH-PAST'), historyOnly: true })).status).toBe(403);
  expect((await desk.as('auditor', 'GET', '/projects?search=vidange')).items).toHaveLength(1);
  expect((await desk.as('auditor', 'GET', '/projects?search=%25')).items).toEqual([]);
  const funded = await desk.as('auditor', 'GET', '/projects?donor=siaap&limit=500');
  expect(funded.items.length).toBeGreaterThan(1);
  expect((await desk.as('auditor', 'GET', '/projects?donor=PARIS')).items).toEqual([]);
});

it('prints a sheet in both languages, for whoever may read the project', async () => {
  await desk.draft('KH-SHEET', { location: { name: 'Siem Reap', latitude: 13.36, longitude: 103.86 } });
  for (const lang of ['fr', 'en']) {
    const { status, headers, body } = await desk.call('city', 'GET', `/projects/KH-SHEET/sheet?lang=${lang}`);
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'application/pdf' });
    expect(body).toContain('%PDF-1.7');
  }
  expect((await desk.call('city/HUE', 'GET', '/projects/KH-SHEET/sheet')).status).toBe(403);
  expect((await desk.call('auditor', 'GET', '/projects/KH-SHEET/sheet?lang=de')).status).toBe(400);
});

it('is judged by another person than the one who opened it', async () => {
  const both = { roles: ['project-officer', 'secretariat'] as const, sub: 'both' };
  const client = desk.service.http({ roles: [...both.roles], sub: both.sub });
  await client.post('/projects', dossier('KH-SAME'));
  await desk.bringSignedRequest('KH-SAME');
  await desk.move('KH-SAME', 'submit');
  expect(await client.post('/projects/KH-SAME/declare-complete')).toMatchObject({
    status: 403,
    body: { code: 'MAKER_IS_CHECKER' },
  });
});

it('keeps members with their seats and contacts, which other cities do not read', async () => {
  const registered = await desk.as('secretariat', 'POST', '/cities', {
    name: 'Huê',
    country: 'VN',
    joinedOn: '1998-06-01',
    seats: [{ from: '2010-01-01', to: '2015-12-31' }],
    contacts: [{ name: 'Service international', email: 'contact@hue.example' }],
  });
  expect(registered).toMatchObject({ code: 'HUE', memberSince: 1998, bureauMember: false, version: 1 });
  const seats = [...registered.seats, { from: '2020-01-01', to: null }];
  const headers = { 'if-match': '"1"' };
  const amended = await desk.call('secretariat', 'PATCH', '/cities/HUE', { seats, name: 'Hué' }, headers);
  expect(amended).toMatchObject({ status: 200, body: { bureauMember: true, version: 2, name: 'Hué', country: 'VN' } });
  expect((await desk.call('secretariat', 'PATCH', '/cities/HUE', { seats }, headers)).status).toBe(412);
  expect(await desk.call('secretariat', 'PATCH', '/cities/HUE', { leftOn: '2018-01-01' })).toMatchObject({
    status: 422,
    body: { code: 'SEAT_OUTSIDE_MEMBERSHIP', field: 'seats.1' },
  });
  expect((await desk.as('city', 'GET', '/cities/HUE')).contacts).toEqual([]);
  expect((await desk.as('city/HUE', 'GET', '/cities/HUE')).contacts).toHaveLength(1);
  expect((await desk.call('project-officer', 'PATCH', '/cities/HUE', { name: 'x' })).status).toBe(403);
  const [event] = await desk.service.published('abonde.disbursements.city-amended.v1');
  expect(event?.data).toEqual({ city: 'HUE', name: 'Hué', country: 'VN', memberSince: 1998, bureauMember: true });
  const [cooperation] = await desk.as('city', 'GET', '/rule-sets');
  expect(cooperation).toMatchObject({ instrument: 'COOPERATION', fundCeiling: '80', cityMinimum: '20' });
});
