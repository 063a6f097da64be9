import { eur, Stage } from '../contributions.stage';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
  await stage.general();
  await stage.donor('PARIS', 'CITY');
  await stage.agreement({ code: 'PARIS-1', donor: 'PARIS', amount: eur('500.00'), earmark: { level: 'NONE' } });
}, 60_000);
afterAll(() => stage?.stop());

it('knows by name whoever prepared or decided, so that no act is told under an id', async () => {
  const { id } = await stage.call('PARIS-1');
  const claire = stage.service.http({ roles: ['finance-officer'], sub: 'claire', name: 'Claire Ancel' });
  const idriss = stage.service.http({ roles: ['finance-controller'], sub: 'idriss', name: 'Idriss Lemoine' });
  const body = { instalment: id, amount: eur('20.00'), reason: 'Irrécouvrable' };
  const { body: prepared } = await claire.post('/write-offs', body);
  expect((await idriss.post(`/write-offs/${prepared.id}/confirm`, {})).body).toMatchObject({
    preparedBy: 'claire',
    confirmedBy: 'idriss',
  });
  const people = (await stage.service.http('auditor').get('/people')).body;
  expect(people).toEqual(
    expect.arrayContaining([
      { id: 'claire', name: 'Claire Ancel', roles: ['finance-officer'], city: null },
      { id: 'idriss', name: 'Idriss Lemoine', roles: ['finance-controller'], city: null },
    ]),
  );
  expect(JSON.stringify(await stage.service.published())).not.toContain('Ancel');
});

it('is no list for donors', async () => {
  expect((await stage.service.http({ roles: ['donor'], donor: 'PARIS' }).get('/people')).status).toBe(403);
});
