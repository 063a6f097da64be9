import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const path = (project: string) => `/projects/${project}/agreement`;
const sign = (who: string, project: string, party: string, number = 0) =>
  desk.call(who, 'POST', `${path(project)}/signatures`, {
    ...{ number, party, signatory: party === 'CITY' ? 'Le Gouverneur' : 'La Présidence', signedOn: '2023-06-30' },
  });

it('is to be signed once voted, by the city and by the association, each once', async () => {
  await desk.appraised('A1');
  expect(await desk.as('city', 'GET', path('A1'))).toMatchObject({ state: 'NONE', signedOn: null, signatures: [] });
  expect((await sign('secretariat', 'A1', 'CITY')).body).toMatchObject({ code: 'NOTHING_TO_SIGN' });
  await desk.session('B-A1', '2023-04-28', ['A1']);
  await desk.vote('B-A1', 'A1', { attributed: '800000.00' });
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions/B-A1/close');
  expect((await desk.as('city', 'GET', path('A1'))).state).toBe('TO_SIGN');
  expect((await sign('city', 'A1', 'ASSOCIATION')).status).toBe(403);
  expect((await sign('city/PARIS', 'A1', 'CITY')).status).toBe(403);
  expect((await sign('city', 'A1', 'CITY')).status).toBe(201);
  expect((await sign('city', 'A1', 'CITY')).body).toMatchObject({ code: 'ALREADY_SIGNED' });
  expect((await sign('secretariat', 'A1', 'ASSOCIATION')).body).toMatchObject({
    state: 'TO_SIGN',
    signatures: expect.arrayContaining([expect.objectContaining({ party: 'CITY', signatory: 'Le Gouverneur' })]),
  });
  await desk.move('A1', 'sign-agreement', { effectiveDate: '2023-06-30' });
  expect(await desk.as('auditor', 'GET', path('A1'))).toMatchObject({ state: 'SIGNED', signedOn: '2023-06-30' });
});

it.each([
  ['an amount', { budgetLines: [{ label: 'Travaux', amount: eur('1000000.00') }] }, ['budgetLines']],
  ['an end', { period: { from: '2023-01-01', to: '2027-01-01' } }, ['period']],
  [
    'an object',
    { narrative: { context: 'c', objectives: 'autre', activities: 'a', sustainability: 's' } },
    ['objectives'],
  ],
])('does not let the dossier change %s that both parties signed', async (_, change, terms) => {
  const before = await desk.as('auditor', 'GET', '/projects/A1');
  expect(await desk.call('project-officer', 'PATCH', '/projects/A1', change)).toMatchObject({
    status: 409,
    body: { code: 'AMENDMENT_NEEDED', project: 'A1', terms },
  });
  expect(await desk.as('auditor', 'GET', '/projects/A1')).toEqual(before);
});

it('leaves to the dossier what the agreement does not quote', async () => {
  const { period, narrative, agreedTerms } = await desk.as('auditor', 'GET', '/projects/A1');
  expect(agreedTerms).toEqual(['financingPlan', 'budgetLines', 'period', 'objectives']);
  const body = { title: 'Station d’A1', period, narrative: { ...narrative, sustainability: 'Régie municipale' } };
  expect(await desk.as('project-officer', 'PATCH', '/projects/A1', body)).toMatchObject({
    ...{ title: 'Station d’A1', period, narrative: { sustainability: 'Régie municipale' } },
  });
});

describe('an amendment', () => {
  const amendments = `${path('A1')}/amendments`;
  const prepare = (body: object) =>
    desk.call('project-officer', 'POST', amendments, { reason: 'Études réduites', ...body });
  const enforce = (number: number, who = 'secretariat') =>
    desk.call(who, 'POST', `${amendments}/${number}/put-in-force`, { effectiveDate: '2023-07-15' });

  it('changes scope, dates and amount once both have signed it, each with what it was', async () => {
    const body = { scope: 'Une station, sans son réseau', period: { from: '2023-01-01', to: '2026-06-30' } };
    const { body: prepared } = await prepare({ ...body, attributed: eur('500000.00') });
    expect(prepared.amendments).toMatchObject([
      {
        ...{ number: 1, status: 'PREPARED', signatures: [] },
        changes: [
          { field: 'attributed', before: '800000.00 EUR', after: '500000.00 EUR' },
          { field: 'period.to', before: '2025-12-31', after: '2026-06-30' },
          { field: 'scope', before: 'o', after: 'Une station, sans son réseau' },
        ],
      },
    ]);
    expect((await prepare({ scope: 'x' })).body).toMatchObject({ code: 'AMENDMENT_OPEN' });
    expect((await enforce(1)).body).toMatchObject({ code: 'SIGNATURES_MISSING', missing: ['CITY', 'ASSOCIATION'] });
    await sign('city', 'A1', 'CITY', 1);
    await sign('secretariat', 'A1', 'ASSOCIATION', 1);
    expect((await enforce(1, 'project-officer')).status).toBe(403);
    expect((await enforce(1)).body.amendments).toMatchObject([{ status: 'IN_FORCE', inForceOn: '2023-07-15' }]);

    const project = await desk.as('auditor', 'GET', '/projects/A1');
    expect(project).toMatchObject({
      ...{ attributed: eur('500000.00'), period: { to: '2026-06-30' } },
      narrative: { objectives: 'Une station, sans son réseau', context: 'c' },
    });
    expect(project.history.map(({ kind, reason }: { kind: string; reason: string }) => [kind, reason])).toEqual(
      expect.arrayContaining([['AMENDMENT', 'Avenant 1 : Études réduites']]),
    );
    expect((await enforce(1)).body).toMatchObject({ code: 'ILLEGAL_MOVE' });
  });

  it('is never put in force by whoever prepared it, and may be withdrawn', async () => {
    await desk.as('secretariat', 'POST', amendments, { reason: 'Délai', scope: 'Deux stations' });
    await sign('city', 'A1', 'CITY', 2);
    await sign('secretariat', 'A1', 'ASSOCIATION', 2);
    expect((await enforce(2)).body).toMatchObject({ code: 'MAKER_IS_CHECKER' });
    await desk.as('project-officer', 'POST', `${amendments}/2/withdraw`);
    expect((await desk.as('auditor', 'GET', path('A1'))).amendments.at(-1)).toMatchObject({ status: 'WITHDRAWN' });
  });

  const cost = (total: string, fund: string, city: string) => ({
    budgetLines: [{ label: 'Travaux', amount: eur(total) }],
    financingPlan: {
      total: eur(total),
      sources: [
        { kind: 'FUND', name: 'SIAAP', amount: eur(fund), inKind: false },
        { kind: 'CITY', name: 'Siem Reap', amount: eur(city), inKind: false },
      ],
    },
  });

  it.each([
    [
      'beyond 80 %',
      cost('1000000.00', '800000.01', '199999.99'),
      { code: 'FUND_SHARE_ABOVE_CEILING', excess: eur('0.01') },
    ],
    [
      'whose budget is a cent short',
      {
        ...cost('1000000.00', '800000.00', '200000.00'),
        budgetLines: [{ label: 'Travaux', amount: eur('999999.99') }],
      },
      { code: 'DOSSIER_INCOMPLETE', missing: ['budgetLines'], gaps: { budgetLines: ['-0.01'] } },
    ],
    [
      'below what is attributed',
      cost('624999.98', '499999.98', '125000.00'),
      { code: 'PLAN_BELOW_ENGAGEMENT', fundShare: eur('499999.98'), engaged: eur('500000.00') },
    ],
  ])('of a plan %s is refused before anybody signs it, and changes nothing', async (_, changes, refusal) => {
    const before = await desk.as('auditor', 'GET', '/projects/A1');
    const answer = await prepare(changes);
    expect(answer).toMatchObject({ status: 422, body: refusal });
    expect(await desk.as('auditor', 'GET', '/projects/A1')).toEqual(before);
    expect((await desk.as('auditor', 'GET', path('A1'))).amendments).toHaveLength(2);
  });

  it('lowers plan, budget and subsidy together, and what was engaged beyond them', async () => {
    const { body } = await prepare({ ...cost('500000.00', '400000.00', '100000.00'), attributed: eur('400000.00') });
    expect(body.amendments.at(-1).changes).toEqual(
      expect.arrayContaining([
        { field: 'financingPlan.total', before: '1000000.00 EUR', after: '500000.00 EUR' },
        { field: 'budgetLines.Travaux.amount', before: '900000.00 EUR', after: '500000.00 EUR' },
      ]),
    );
    await sign('city', 'A1', 'CITY', 3);
    await sign('secretariat', 'A1', 'ASSOCIATION', 3);
    expect((await enforce(3)).status).toBe(200);
    const project = await desk.as('auditor', 'GET', '/projects/A1');
    expect(project).toMatchObject({
      ...{ engaged: eur('400000.00'), attributed: eur('400000.00') },
      shares: { total: eur('500000.00'), fund: eur('400000.00') },
    });
    expect(await desk.figures('A1')).toMatchObject(await desk.entriesOfFigures('A1'));
    expect(await desk.entries('A1', 'engagement-reduced')).toEqual([
      { 'engagement:A1': '400000.00', 'engagement-contra:A1': '-400000.00' },
    ]);
    const said = project.history.flatMap(({ details }: { details: { diff?: object[] } }) => details.diff ?? []);
    expect(said).toEqual(
      expect.arrayContaining([
        { field: 'attributed', before: '500000.00 EUR', after: '400000.00 EUR' },
        { field: 'engaged', before: '800000.00 EUR', after: '400000.00 EUR' },
      ]),
    );
  });

  it.each(['agreement.pdf', 'agreement/amendments/1/document'])('is printed: %s', async (document) => {
    const response = await desk.call('city', 'GET', `/projects/A1/${document}`);
    expect(response.status).toBe(200);
    expect(String(response.body).slice(0, 5)).toBe('%PDF-');
  });
});

it('says what became of the project', async () => {
  await desk.running('A2');
  await desk.move('A2', 'suspend', { reason: 'Crue', effectiveDate: '2023-09-01' });
  expect((await desk.as('auditor', 'GET', path('A2'))).state).toBe('SUSPENDED');
  await desk.move('A2', 'cancel', { reason: 'Retrait', effectiveDate: '2023-10-01' });
  expect((await desk.as('auditor', 'GET', path('A2'))).state).toBe('CANCELLED');
  const late = { reason: 'x', scope: 'y' };
  expect((await desk.call('secretariat', 'POST', `${path('A2')}/amendments`, late)).body).toMatchObject({
    code: 'AGREEMENT_NOT_IN_FORCE',
  });
});
