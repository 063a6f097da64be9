import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const reduce = (project: string, attributed: string, who = 'secretariat') =>
  desk.call(who as never, 'POST', `/projects/${project}/reduce-attribution`, {
    ...{ attributed: eur(attributed), reason: 'Avenant : chantier réduit', effectiveDate: '2023-07-01' },
  });

it('sends free money back first and claims from the city what tranches have taken', async () => {
  await desk.running('KH-LESS');
  await desk.allocate('KH-LESS', [
    { agreement: 'SIAAP-1', amount: '300000.00' },
    { agreement: 'AESN-1', amount: '100000.00' },
  ]);
  const { tranche, paymentRequest } = await desk.approved('KH-LESS', 1, '200000.00');
  await desk.bank('payment-settled', paymentRequest, '200000.00', '2023-06-20');
  expect((await reduce('KH-LESS', '500000.00', 'project-officer')).status).toBe(403);
  expect((await reduce('KH-LESS', '800000.00')).body).toMatchObject({ code: 'NOT_A_REDUCTION', field: 'attributed' });

  expect((await reduce('KH-LESS', '350000.00')).body).toMatchObject({ attributed: eur('350000.00') });
  expect(await desk.figures('KH-LESS')).toMatchObject({ allocated: '350000.00', free: '150000.00', paid: '200000.00' });
  expect(await desk.entries('KH-LESS', 'attribution-reduced')).toEqual([
    { 'commitment:KH-LESS': '450000.00', 'commitment-contra:KH-LESS': '-450000.00' },
  ]);

  await reduce('KH-LESS', '150000.00');
  expect(await desk.figures('KH-LESS')).toMatchObject({ attributed: '150000.00', free: '0.00' });
  const claims = await desk.service.published('abonde.disbursements.recovery-expected.v1');
  expect(claims.map(({ data }) => [data.project, data.amount])).toEqual([['KH-LESS', eur('50000.00')]]);
  const told = await desk.service.published('abonde.disbursements.attribution-reduced.v1');
  expect(told.map(({ data }) => data.attributedTotal)).toEqual([eur('350000.00'), eur('150000.00')]);
  expect(tranche).toBe('KH-LESS-T1');
});

it('leaves what has ended as its closing left it', async () => {
  await desk.running('KH-ENDED');
  await desk.move('KH-ENDED', 'cancel', { reason: 'Retrait', effectiveDate: '2023-06-10' });
  expect(await reduce('KH-ENDED', '1.00')).toMatchObject({ status: 409, body: { code: 'PROJECT_ENDED' } });
});
