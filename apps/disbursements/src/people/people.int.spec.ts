import { Desk } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => (desk = await Desk.open()));
afterAll(() => desk?.service.stop());

const write = (sub: string, name: string, city?: string) =>
  desk.service
    .http({ roles: [city ? 'city' : 'project-officer'], sub, name, ...(city && { city }) })
    .post('/projects/KH-NONE/comments', { section: 'general', text: 'x' });

it('knows by name whoever acted, as they are called now, and nobody who only read', async () => {
  await desk.service.http({ roles: ['auditor'], sub: 'victor', name: 'Victor Lambelin' }).get('/projects');
  await write('nadia', 'Nadia Vaseur');
  await write('nadia', 'Nadia Vasseur');
  await write('nadia', 'Nadia Vasseur');
  const people = await desk.as('auditor', 'GET', '/people');
  expect(people).toContainEqual({ id: 'nadia', name: 'Nadia Vasseur', roles: ['project-officer'], city: null });
  expect(JSON.stringify(people)).not.toContain('victor');
});

it('tells a city its own people and the association’s, not those of another city', async () => {
  await write('sokha', 'Sokha Rithy', 'SIEM-REAP');
  await write('aya', 'Aya Mensah', 'COTONOU');
  const ids = (people: { id: string }[]) => people.map(({ id }) => id);
  const seen = ids(await desk.as('city', 'GET', '/people'));
  expect(seen).toEqual(expect.arrayContaining(['sokha', 'nadia']));
  expect(seen).not.toContain('aya');
  expect(ids(await desk.as('secretariat', 'GET', '/people'))).toEqual(expect.arrayContaining(['sokha', 'aya']));
});
