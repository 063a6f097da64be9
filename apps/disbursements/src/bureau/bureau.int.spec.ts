import { Money } from '@abonde/money';
import { Desk, eur } from '../testing/desk.fixture';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.service.stop());

const attributed = async (project: string) =>
  (await desk.service.published('abonde.disbursements.subsidy-attributed.v1')).filter(
    ({ data }) => data.project === project,
  );

it('says which session is there already', async () => {
  const session = { date: '2023-04-02', place: 'Tunis' };
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions', session);
  expect(await desk.call('bureau-secretary', 'POST', '/bureau-sessions', session)).toMatchObject({
    status: 409,
    body: { code: 'SESSION_EXISTS', session: 'BUREAU-2023-04-02' },
  });
});

it('tables appraised projects only', async () => {
  await desk.draft('KH-RAW');
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions', { code: 'S-RAW', date: '2023-04-01', place: 'Tunis' });
  expect(
    await desk.call('secretariat', 'POST', '/bureau-sessions/S-RAW/agenda', { projects: ['KH-RAW'] }),
  ).toMatchObject({
    status: 409,
    body: { code: 'ILLEGAL_MOVE', state: 'DRAFT', needed: ['APPRAISED'] },
  });
  const early = { projectId: 'KH-RAW', outcome: 'APPROVED', attributed: eur('1.00') };
  expect(await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-RAW/votes', early)).toMatchObject({
    status: 409,
    body: { code: 'NOT_ON_AGENDA', project: 'KH-RAW', state: 'DRAFT' },
  });
});

it('publishes nothing of a vote undone before the session closes', async () => {
  await desk.appraised('KH-UNDO');
  await desk.session('S-UNDO', '2023-04-28', ['KH-UNDO']);
  await desk.vote('S-UNDO', 'KH-UNDO', { engaged: '800000.00', attributed: '800000.00' });
  await desk.as('bureau-secretary', 'DELETE', '/bureau-sessions/S-UNDO/votes/KH-UNDO');
  expect(await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-UNDO/close')).toMatchObject({
    status: 409,
    body: { code: 'VOTES_MISSING', projects: ['KH-UNDO'] },
  });
  await desk.vote('S-UNDO', 'KH-UNDO', { engaged: '800000.00', attributed: '100.00' });
  await desk.vote('S-UNDO', 'KH-UNDO', { engaged: '800000.00', attributed: '300000.00' });
  expect(await attributed('KH-UNDO')).toEqual([]);
  expect(await desk.entries('S-UNDO', 'subsidy-attributed')).toEqual([]);

  await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-UNDO/close');
  expect(await desk.entries('S-UNDO', 'subsidy-attributed')).toEqual([
    { 'commitment-contra:KH-UNDO': '300000.00', 'commitment:KH-UNDO': '-300000.00' },
  ]);
  const [event] = await attributed('KH-UNDO');
  expect(event).toMatchObject({
    valuedate: '2023-04-28',
    data: {
      session: 'S-UNDO',
      sessionDate: '2023-04-28',
      engaged: eur('800000.00'),
      attributed: eur('300000.00'),
      attributedTotal: eur('300000.00'),
      planTotal: eur('1000000.00'),
      fundShare: eur('800000.00'),
      cityShare: eur('200000.00'),
      lines: [],
      fundSources: [
        { source: 'SIAAP', amount: eur('500000.00') },
        { source: 'AESN', amount: eur('300000.00') },
      ],
    },
  });
});

it('never changes a closed session', async () => {
  for (const [method, path, body] of [
    ['POST', 'votes', { projectId: 'KH-UNDO', outcome: 'REJECTED' }],
    ['DELETE', 'votes/KH-UNDO', undefined],
    ['POST', 'agenda', { projects: ['KH-UNDO'] }],
    ['POST', 'close', undefined],
  ] as const) {
    expect(await desk.call('bureau-secretary', method, `/bureau-sessions/S-UNDO/${path}`, body)).toMatchObject({
      status: 409,
      body: { code: 'SESSION_CLOSED' },
    });
  }
});

it('attributes the rest of an engagement in a follow-up, never more', async () => {
  await desk.session('S-FOLLOW', '2023-11-10', ['KH-UNDO']);
  const vote = (amount: string) => ({
    projectId: 'KH-UNDO',
    outcome: 'APPROVED',
    engaged: eur('0'),
    attributed: eur(amount),
  });
  expect(
    await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-FOLLOW/votes', vote('500000.01')),
  ).toMatchObject({ status: 422 });
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-FOLLOW/votes', vote('500000.00'));
  const session = await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-FOLLOW/close');
  expect(session).toMatchObject({
    status: 'CLOSED',
    closedBy: 'test-bureau-secretary',
    attributed: eur('500000.00'),
    agenda: [
      { recordedBy: 'test-bureau-secretary', followUp: true, attributedSoFar: eur('300000.00'), state: 'VOTED' },
    ],
  });
  // What this session gave is its own entry; what others gave is all the others.
  const [{ attributedEntries, attributedSoFarEntries }] = session.agenda;
  const own = new URL(attributedEntries, 'http://x').searchParams;
  const others = new URL(attributedSoFarEntries, 'http://x').searchParams;
  expect(own.get('account')).toBe('commitment-contra:KH-UNDO');
  expect(others.get('transaction')).toBe(`!${own.get('transaction')}`);
  expect(session.attributedEntries).toContain(own.get('transaction'));
  // This session engaged nothing more: all that is engaged is the others'.
  expect(session).toMatchObject({ engagedEntries: null, agenda: [{ engagedEntries: null }] });
  const engaged = new URL(session.agenda[0].engagedSoFarEntries, 'http://x').searchParams;
  expect(engaged.get('account')).toBe('engagement-contra:KH-UNDO');
  expect(engaged.has('transaction')).toBe(false);
  const figures = await desk.entriesOfFigures('KH-UNDO');
  expect(figures).toMatchObject({ engaged: '800000.00', attributed: '800000.00' });
  const { items } = await desk.as('auditor', 'GET', '/bureau-sessions');
  const [first] = items.find(({ code }: { code: string }) => code === 'S-UNDO').agenda;
  expect(new URL(first.attributedEntries, 'http://x').searchParams.get('transaction')).not.toBe(own.get('transaction'));
  expect((await attributed('KH-UNDO')).map(({ data }) => data.attributedTotal)).toEqual([
    eur('300000.00'),
    eur('800000.00'),
  ]);
  expect(
    (await desk.as('auditor', 'GET', '/bureau-sessions?project=KH-UNDO')).items.map(
      ({ code }: { code: string }) => code,
    ),
  ).toEqual(['S-FOLLOW', 'S-UNDO']);
});

it('sends adjourned projects back to their appraisal and ends rejected ones', async () => {
  await desk.appraised('KH-LATER');
  await desk.appraised('KH-NO');
  await desk.session('S-MIXED', '2023-04-28', ['KH-LATER', 'KH-NO']);
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-MIXED/votes', {
    projectId: 'KH-LATER',
    outcome: 'ADJOURNED',
  });
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-MIXED/votes', {
    projectId: 'KH-NO',
    outcome: 'REJECTED',
  });
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-MIXED/close');
  expect((await desk.as('auditor', 'GET', '/projects/KH-LATER')).state).toBe('APPRAISED');
  expect((await desk.as('auditor', 'GET', '/projects/KH-NO')).state).toBe('REJECTED');
  expect([...(await attributed('KH-LATER')), ...(await attributed('KH-NO'))]).toEqual([]);
});

it('leaves votes to the Bureau secretary, and sessions to come without votes', async () => {
  await desk.appraised('KH-SOON');
  await desk.session('S-SOON', '2024-07-01', ['KH-SOON']);
  const body = { projectId: 'KH-SOON', outcome: 'APPROVED', attributed: eur('1') };
  expect((await desk.call('secretariat', 'POST', '/bureau-sessions/S-SOON/votes', body)).status).toBe(403);
  expect(await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-SOON/votes', body)).toMatchObject({
    status: 422,
    body: { code: 'EFFECTIVE_DATE_IN_FUTURE' },
  });
});

it('shows what is free in each envelope', async () => {
  const signed = {
    agreement: 'SIAAP-1',
    version: 1,
    donor: 'SIAAP',
    donorName: 'SIAAP',
    instrument: 'COOPERATION' as const,
    amount: eur('500000'),
    signedOn: '2022-12-01',
    period: { from: '2023-01-01', to: '2026-12-31' },
    earmark: { level: 'NONE' as const },
    countsAs: 'FUND' as const,
    pool: 'EUR',
    interestClauses: [],
  };
  await desk.tell('abonde.contributions.agreement-signed.v1', { key: 'SIAAP-1', data: signed });
  await desk.tell('abonde.contributions.envelope-changed.v1', {
    key: 'SIAAP-1',
    data: { agreement: 'SIAAP-1', instrument: 'COOPERATION', free: eur('1234.56') },
  });
  expect(await desk.as('presidency', 'GET', '/bureau-sessions/S-SOON')).toMatchObject({
    free: eur('1234.56'),
    freeEntries: '/api/reporting/ledger?book=contributions&account=fund%3Aenvelope%3ASIAAP-1&side=credit',
    envelopes: [{ agreement: 'SIAAP-1', donorName: 'SIAAP', free: eur('1234.56') }],
    attributedEntries: null,
  });
});

it('attributes a governance project at its signature, with no vote', async () => {
  await desk.appraised('KH-GOV', {
    instrument: 'GOVERNANCE',
    cofinancing: { percent: '90' },
    financingPlan: {
      total: eur('1000000.00'),
      sources: [
        { kind: 'FUND', name: 'UE', amount: eur('900000.00'), inKind: false },
        { kind: 'CITY', name: 'x', amount: eur('100000.00'), inKind: true },
      ],
    },
  });
  await desk.as('bureau-secretary', 'POST', '/bureau-sessions', { code: 'S-GOV', date: '2023-03-01', place: 'Paris' });
  expect(
    (await desk.call('secretariat', 'POST', '/bureau-sessions/S-GOV/agenda', { projects: ['KH-GOV'] })).status,
  ).toBe(409);
  await desk.move('KH-GOV', 'sign-agreement', { effectiveDate: '2023-03-10' });
  expect(await desk.entries('KH-GOV', 'subsidy-attributed')).toEqual([
    { 'commitment-contra:KH-GOV': '900000.00', 'commitment:KH-GOV': '-900000.00' },
  ]);
  expect((await attributed('KH-GOV'))[0]?.data).toMatchObject({
    session: null,
    sessionDate: '2023-03-10',
    instrument: 'GOVERNANCE',
    attributed: eur('900000.00'),
  });
});

describe('a session with its members', () => {
  beforeAll(async () => {
    for (const [code, name, seated] of [
      ['PARIS', 'Paris', true],
      ['RABAT', 'Rabat', true],
      ['HUE', 'Huê', false],
    ] as const) {
      const seats = seated ? [{ from: '2020-01-01', to: null }] : [];
      await desk.as('secretariat', 'POST', '/cities', { code, name, country: 'FR', seats });
    }
    await desk.appraised('KH-HELD');
    await desk.session('S-HELD', '2024-05-24', ['KH-HELD']);
  });

  it('seats members of the Bureau only, and counts them', async () => {
    const path = '/bureau-sessions/S-HELD/attendance';
    expect(await desk.call('bureau-secretary', 'POST', path, { members: ['PARIS', 'HUE'] })).toMatchObject({
      status: 422,
      body: { code: 'NOT_AT_THE_BUREAU', cities: ['HUE'] },
    });
    expect((await desk.call('secretariat', 'POST', path, { members: [] })).status).toBe(403);
    expect(await desk.as('bureau-secretary', 'POST', path, { members: ['Rabat', 'PARIS'], quorum: 2 })).toMatchObject({
      attendance: ['PARIS', 'RABAT'],
      present: 2,
      quorum: 2,
    });
    expect(
      await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-HELD/votes', {
        ...{ projectId: 'KH-HELD', outcome: 'APPROVED', attributed: eur('1.00'), for: 3 },
      }),
    ).toMatchObject({ status: 422, body: { code: 'MORE_VOTES_THAN_MEMBERS', entitled: 2 } });
  });

  it('follows what is proposed and voted against what is free', async () => {
    const tabled = await desk.as('secretariat', 'POST', '/bureau-sessions/S-HELD/agenda', {
      projects: ['KH-HELD'],
      proposals: [{ project: 'KH-HELD', attributed: eur('300000.00'), recommendation: 'Favorable' }],
    });
    expect(tabled).toMatchObject({
      running: { proposed: eur('300000.00'), voted: eur('0.00'), left: eur(minus(tabled.free.amount, 300_000)) },
      agenda: [{ proposedEngaged: eur('300000.00'), recommendation: 'Favorable', recused: null }],
    });
    const amounts = { engaged: eur('800000.00'), attributed: eur('200000.00') };
    const ballot = { projectId: 'KH-HELD', outcome: 'APPROVED', ...amounts, for: 2, against: 0, abstentions: 0 };
    await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-HELD/votes', ballot);
    const voted = await desk.as('auditor', 'GET', '/bureau-sessions/S-HELD');
    expect(voted.running).toEqual({
      voted: eur('200000.00'),
      proposed: eur('0.00'),
      left: eur(minus(voted.free.amount, 200_000)),
    });
  });

  it('leads to an agreement with the city, a draft until it is signed', async () => {
    const { headers, body } = await desk.service.http('secretariat').get('/projects/KH-HELD/agreement.pdf');
    expect([headers.get('content-type'), String(body).slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    const { status } = await desk.service.http('donor').get('/projects/KH-HELD/agreement.pdf');
    expect(status).toBe(403);
  });

  it('has an agenda and minutes on paper, a draft until it is closed', async () => {
    const paper = async (path: string) => {
      const { headers, body } = await desk.service.http('auditor').get(`/bureau-sessions/S-HELD/${path}`);
      return [headers.get('content-type'), String(body).slice(0, 5)];
    };
    expect(await paper('agenda.pdf')).toEqual(['application/pdf', '%PDF-']);
    expect(await paper('minutes')).toEqual(['application/pdf', '%PDF-']);
    const seated = (members: string[]) =>
      desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-HELD/attendance', { members, quorum: 1 });
    await seated(['PARIS']);
    // Fewer sat than voted: one of both records is wrong, and nothing is published of it.
    expect(await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-HELD/close')).toMatchObject({
      status: 422,
      body: { code: 'MORE_VOTES_THAN_MEMBERS', project: 'KH-HELD', votes: 2, entitled: 1 },
    });
    await seated(['PARIS', 'RABAT']);
    await desk.as('bureau-secretary', 'POST', '/bureau-sessions/S-HELD/close');
    expect(await paper('minutes')).toEqual(['application/pdf', '%PDF-']);
    expect(
      await desk.call('bureau-secretary', 'POST', '/bureau-sessions/S-HELD/attendance', { members: [] }),
    ).toMatchObject({ status: 409, body: { code: 'SESSION_CLOSED' } });
  });
});

function minus(amount: string, euros: number): string {
  return Money.eur(amount).minus(Money.eur(`${euros}.00`)).amount;
}
