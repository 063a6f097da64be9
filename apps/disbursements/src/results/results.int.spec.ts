import { Desk } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.running('KH-R1');
  await desk.running('KH-R2');
}, 90_000);
afterAll(() => desk?.service.stop());

const measured = (numerator: string) => ({ actuals: [{ indicator: 'Foyers', numerator }] });
const periodOf = async (project: string, from: string, to: string): Promise<string> => {
  const { periods } = await desk.as('project-officer', 'POST', `/projects/${project}/results`, { from, to });
  return periods.at(-1).id as string;
};
const enter = (project: string, period: string, body: unknown, ifMatch?: string) =>
  desk.service
    .http('project-officer')
    .put(`/projects/${project}/results/${period}`, body, ifMatch ? { 'if-match': ifMatch } : {});

it('fills a period in, has it approved by another person, and locks it', async () => {
  const period = await periodOf('KH-R1', '2023-06-01', '2023-12-31');
  expect((await enter('KH-R1', period, { actuals: [{ indicator: 'Routes', numerator: '1' }] })).body).toMatchObject({
    code: 'UNKNOWN_INDICATOR',
    field: 'actuals.0.indicator',
  });
  expect(await desk.call('secretariat', 'POST', `/projects/KH-R1/results/${period}/approve`)).toMatchObject({
    status: 422,
    body: { code: 'NOTHING_MEASURED' },
  });
  expect((await enter('KH-R1', period, measured('120'), '"1"')).status).toBe(200);
  expect((await enter('KH-R1', period, measured('130'), '"1"')).status).toBe(412);
  expect((await desk.as('auditor', 'GET', '/projects/KH-R1/results')).indicators).toMatchObject([{ reached: null }]);
  expect(await desk.call('project-officer', 'POST', `/projects/KH-R1/results/${period}/approve`)).toMatchObject({
    status: 403,
    body: { code: 'MAKER_IS_CHECKER' },
  });
  await desk.as('secretariat', 'POST', `/projects/KH-R1/results/${period}/approve`);
  expect((await enter('KH-R1', period, measured('130'))).body).toMatchObject({ status: 409, code: 'PERIOD_APPROVED' });
  const [event] = await desk.service.published('abonde.disbursements.results-approved.v1');
  expect(event?.data).toMatchObject({ project: 'KH-R1', period: { from: '2023-06-01', to: '2023-12-31' } });
  expect(await desk.as('auditor', 'GET', '/projects/KH-R1/results')).toMatchObject({
    indicators: [{ key: 'Foyers', reached: { numerator: '120' }, achievement: '24.00' }],
    periods: [{ status: 'APPROVED' }],
  });
});

it('counts no day twice and keeps cities to their own', async () => {
  expect(
    await desk.call('project-officer', 'POST', '/projects/KH-R1/results', { from: '2023-12-31', to: '2024-06-30' }),
  ).toMatchObject({ status: 409, body: { code: 'PERIODS_OVERLAP', other: { to: '2023-12-31' } } });
  expect(
    (await desk.service.http({ roles: ['city'], city: 'Paris' } as never).get('/projects/KH-R1/results')).status,
  ).toBe(403);
});

it('adds the same indicator up over projects', async () => {
  const period = await periodOf('KH-R2', '2023-06-01', '2023-12-31');
  await enter('KH-R2', period, measured('80'));
  await desk.as('secretariat', 'POST', `/projects/KH-R2/results/${period}/approve`);
  expect(await desk.as('auditor', 'GET', '/results?theme=WATER_SANITATION')).toMatchObject([
    { title: 'Foyers', projects: expect.arrayContaining(['KH-R1', 'KH-R2']), reached: { numerator: '200' } },
  ]);
  expect(await desk.as('auditor', 'GET', '/results?country=FR')).toEqual([]);
});
