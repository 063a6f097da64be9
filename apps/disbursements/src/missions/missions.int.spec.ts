import { Desk } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.running('KH-SEEN');
  await desk.running('KH-STOPPED');
  await desk.plan('KH-SEEN', 2, '100000.00');
}, 90_000);
afterAll(() => desk?.service.stop());

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const finding = (project: string, more: Record<string, unknown> = {}) => ({ project, text: `Vu ${project}`, ...more });
const mission = (code: string, more: Record<string, unknown> = {}) => ({
  ...{ code, from: '2024-01-08', to: '2024-01-12', place: 'Siem Reap', purpose: 'Suivi' },
  team: [{ role: 'conseiller' }],
  ...more,
});

function photo(fields: Record<string, string>, bytes: Buffer = png, type = 'image/png'): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'photo.png');
  return form;
}

it('is written, amended on what was read, and reported once with its effects', async () => {
  const created = await desk.as(
    'project-officer',
    'POST',
    '/missions',
    mission('KH-2024-01', {
      findings: [finding('KH-SEEN', { progress: 40, condition: { tranche: 2, label: 'Clôture du chantier' } })],
      recommendations: [{ text: 'Clore le chantier', owner: 'Siem Reap', dueOn: '2024-02-01', project: 'KH-SEEN' }],
    }),
  );
  expect(created).toMatchObject({ status: 'PLANNED', version: 1, openRecommendations: 1, projects: ['KH-SEEN'] });
  const http = desk.service.http('secretariat');
  const both = [
    finding('KH-SEEN', { progress: 45, condition: { tranche: 2, label: 'Clôture du chantier' } }),
    finding('KH-STOPPED', { suspends: true }),
  ];
  expect((await http.patch('/missions/KH-2024-01', { findings: both }, { 'if-match': '"7"' })).status).toBe(412);
  expect((await http.patch('/missions/KH-2024-01', { findings: both }, { 'if-match': '"1"' })).body.version).toBe(2);

  const reported = await desk.as('secretariat', 'POST', '/missions/KH-2024-01/report', { effectiveDate: '2024-01-15' });
  expect(reported).toMatchObject({ status: 'REPORTED', reportedOn: '2024-01-15' });
  expect((await desk.as('auditor', 'GET', '/projects/KH-STOPPED')).state).toBe('SUSPENDED');
  const [, tranche] = [0, (await desk.as('auditor', 'GET', '/projects/KH-SEEN/tranches')).items[0]];
  expect(tranche.conditions).toEqual([{ kind: 'MILESTONE', label: 'Clôture du chantier (mission KH-2024-01)' }]);
  const events = await desk.service.published('abonde.disbursements.mission-reported.v1');
  expect(events.map(({ data }) => [data.project, data.summary])).toEqual([
    ['KH-SEEN', 'Vu KH-SEEN'],
    ['KH-STOPPED', 'Vu KH-STOPPED'],
  ]);
  expect(await desk.call('secretariat', 'POST', '/missions/KH-2024-01/report', {})).toMatchObject({
    status: 409,
    body: { code: 'MISSION_REPORTED' },
  });
  expect((await http.patch('/missions/KH-2024-01', { place: 'Ailleurs' })).status).toBe(409);
});

it('says who saved it last, and keeps what became of a recommendation that is said again', async () => {
  const dry = { text: 'Drainer', owner: 'Siem Reap', dueOn: '2024-03-01', project: 'KH-SEEN' };
  const train = { text: 'Former', owner: 'Siem Reap', dueOn: '2024-03-01', project: null };
  const begun = await desk.as('project-officer', 'POST', '/missions', mission('KH-BOTH', { recommendations: [dry] }));
  expect(begun).toMatchObject({
    createdBy: 'test-project-officer',
    changedBy: 'test-project-officer',
    reportedBy: null,
  });
  const followed = { status: 'DONE', note: 'Fossés creusés' };
  await desk.as('project-officer', 'POST', '/missions/KH-BOTH/recommendations/1/follow-up', followed);
  const written = { recommendations: [train, { ...dry, dueOn: '2024-04-01' }] };
  const { body } = await desk.service.http('secretariat').patch('/missions/KH-BOTH', written, { 'if-match': '"1"' });
  expect(body.changedBy).toBe('test-secretariat');
  expect(Date.parse(body.changedAt)).toBeGreaterThanOrEqual(Date.parse(begun.changedAt));
  expect(body.recommendations).toMatchObject([
    { number: 1, text: 'Former', status: 'OPEN', followedBy: null },
    { number: 2, text: 'Drainer', dueOn: '2024-04-01', ...followed, followedBy: 'test-project-officer' },
  ]);
});

it('leaves suspension to the secretariat and changes nothing when one effect is refused', async () => {
  const stops = mission('KH-NO', { findings: [finding('KH-SEEN', { suspends: true })] });
  expect((await desk.call('project-officer', 'POST', '/missions', stops)).status).toBe(403);
  await desk.as(
    'secretariat',
    'POST',
    '/missions',
    mission('KH-HALF', {
      findings: [
        finding('KH-SEEN', { suspends: true }),
        finding('KH-STOPPED', { condition: { tranche: 9, label: 'x' } }),
      ],
    }),
  );
  expect((await desk.call('secretariat', 'POST', '/missions/KH-HALF/report', {})).status).toBe(404);
  expect((await desk.as('auditor', 'GET', '/projects/KH-SEEN')).state).toBe('IN_PROGRESS');
  expect((await desk.as('auditor', 'GET', '/missions/KH-HALF')).status).toBe('PLANNED');
});

it('follows its recommendations up, and lists what is late', async () => {
  const path = '/missions/KH-2024-01/recommendations/1/follow-up';
  expect(await desk.as('auditor', 'GET', '/missions?project=KH-SEEN')).toMatchObject({
    items: [{ code: 'KH-HALF' }, { code: 'KH-2024-01', openRecommendations: 1, overdueRecommendations: 1 }],
  });
  expect(await desk.call('project-officer', 'POST', path, { status: 'DONE' })).toMatchObject({
    status: 422,
    body: { code: 'NOTE_MISSING', field: 'note' },
  });
  const done = await desk.as('project-officer', 'POST', path, { status: 'DONE', note: 'Chantier clos' });
  expect(done.recommendations).toMatchObject([{ status: 'DONE', note: 'Chantier clos', overdue: false }]);
  expect((await desk.call('project-officer', 'POST', path.replace('/1/', '/8/'), { status: 'OPEN' })).status).toBe(404);
});

it('keeps photos with their place and day, pictures only', async () => {
  const taken = { caption: 'Première pierre', place: 'Siem Reap', takenOn: '2024-01-09', project: 'KH-SEEN' };
  const path = '/missions/KH-2024-01/photos';
  const http = desk.service.http('project-officer');
  const { status, body } = await http.post(path, photo({ ...taken, latitude: '13.3633', longitude: '103.8564' }));
  expect([status, body.photos]).toMatchObject([201, [{ caption: 'Première pierre', latitude: '13.3633' }]]);
  const { document } = body.photos[0];
  expect((await desk.service.http('auditor').get(`${path}/${document}`)).headers.get('content-type')).toBe('image/png');
  expect((await http.post(path, photo({ ...taken, takenOn: 'hier' }))).body).toMatchObject({
    errors: [{ field: 'takenOn' }],
  });
  expect((await http.post(path, photo({ ...taken, takenOn: '2099-01-01' }))).body).toMatchObject({
    code: 'PHOTO_IN_FUTURE',
    field: 'takenOn',
  });
  expect((await http.post(path, photo(taken, Buffer.from('a;b'), 'text/csv'))).body.code).toBe('NOT_A_PHOTO');
  expect((await http.post(path, photo(taken, Buffer.from('<html>'), 'image/png'))).body.code).toBe(
    'CONTENT_TYPE_MISMATCH',
  );
  expect((await desk.service.http('city').get(`${path}/${document}`)).status).toBe(403);
});

it('prints its report in both languages', async () => {
  for (const lang of ['fr', 'en']) {
    const { headers, body } = await desk.service.http('auditor').get(`/missions/KH-2024-01/report.pdf?lang=${lang}`);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(String(body).slice(0, 5)).toBe('%PDF-');
  }
});
