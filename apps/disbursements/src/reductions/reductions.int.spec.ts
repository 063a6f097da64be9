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

const figuresMatch = async (project: string) =>
  expect(await desk.figures(project)).toMatchObject(await desk.entriesOfFigures(project));

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
  await figuresMatch('KH-LESS');

  await reduce('KH-LESS', '150000.00');
  expect(await desk.figures('KH-LESS')).toMatchObject({ attributed: '150000.00', free: '0.00' });
  const claims = await desk.service.published('abonde.disbursements.recovery-expected.v1');
  expect(claims.map(({ data }) => [data.project, data.amount])).toEqual([['KH-LESS', eur('50000.00')]]);
  const told = await desk.service.published('abonde.disbursements.attribution-reduced.v1');
  expect(told.map(({ data }) => data.attributedTotal)).toEqual([eur('350000.00'), eur('150000.00')]);
  expect(tranche).toBe('KH-LESS-T1');
  await figuresMatch('KH-LESS');
});

it('forgets a claim on a payment that failed, and keeps what is attributed equal to its entries', async () => {
  await desk.running('KH-FAIL');
  await desk.allocate('KH-FAIL', [{ agreement: 'SIAAP-1', amount: '300000.00' }]);
  const { paymentRequest } = await desk.approved('KH-FAIL', 1, '200000.00');
  await reduce('KH-FAIL', '120000.00');
  expect(await desk.figures('KH-FAIL')).toMatchObject({ attributed: '120000.00', reserved: '200000.00', free: '0.00' });
  await figuresMatch('KH-FAIL');
  expect(await desk.entries('KH-FAIL', 'recovery-expected')).toEqual([
    {
      'recoverable:KH-FAIL': '80000.00',
      'aid-expense:KH-FAIL': '-80000.00',
      'commitment-contra:KH-FAIL': '80000.00',
      'commitment:KH-FAIL': '-80000.00',
    },
  ]);

  await desk.fail('payment-rejected', paymentRequest, '200000.00');
  expect(await desk.figures('KH-FAIL')).toMatchObject({
    attributed: '120000.00',
    allocated: '120000.00',
    reserved: '0.00',
  });
  await figuresMatch('KH-FAIL');
  const claims = await desk.service.published('abonde.disbursements.recovery-expected.v1');
  const ofProject = claims.filter(({ data }) => data.project === 'KH-FAIL');
  expect(ofProject.map(({ data }) => data.amount)).toEqual([eur('80000.00'), eur('0.00')]);
  const [left] = await desk.service.sql(
    `SELECT coalesce(sum(p.eur) FILTER (WHERE a.path = 'commitment:KH-FAIL'), 0)::text AS commitment,
            coalesce(sum(p.eur) FILTER (WHERE a.path <> 'commitment:KH-FAIL'), 0)::text AS expense
       FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account WHERE a.path IN ('commitment:KH-FAIL', 'aid-expense:KH-FAIL')`,
  );
  expect(left).toEqual({ commitment: '-12000000', expense: '0' });
});

it('leaves what has ended as its closing left it', async () => {
  await desk.running('KH-ENDED');
  await desk.move('KH-ENDED', 'cancel', { reason: 'Retrait', effectiveDate: '2023-06-10' });
  expect(await reduce('KH-ENDED', '1.00')).toMatchObject({ status: 409, body: { code: 'PROJECT_ENDED' } });
});
