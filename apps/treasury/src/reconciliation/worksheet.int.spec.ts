import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { eur, iban, openAccount, otherIban, startTreasury, upload } from '../treasury.fixture';

const controller = { roles: ['finance-controller' as const], sub: 'controller-1', name: 'Paul Mercier' };
const second = { roles: ['finance-controller' as const], sub: 'controller-2', name: 'Inès Laurent' };
const entries = [
  {
    amount: '250.00',
    bookingDate: '2026-02-03',
    structured: 'RF92SIAAP2025T1',
    counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
    remittance: ['MANDAT 1245'],
  },
  { amount: '40.00', bookingDate: '2026-02-05', structured: 'RF75AESN2025042' },
  { amount: '40.00', bookingDate: '2026-02-05', structured: 'RF75AESN2025042' },
  { amount: '-12.50', bookingDate: '2026-02-10', remittance: ['FRAIS DE TENUE DE COMPTE'] },
  { amount: '7.00', bookingDate: '2026-02-12', remittance: ['VIREMENT RECU'] },
];

describe('a statement at work', () => {
  let service: TestService;
  let id: string;
  beforeAll(async () => {
    service = await startTreasury();
    const donor = {
      donor: 'SIAAP',
      name: 'SIAAP',
      kind: 'PUBLIC_SYNDICATE' as const,
      country: 'FR',
      payerAliases: ['DRFIP ILE DE FRANCE ET PARIS'],
      iatiOrgId: null,
    };
    await service.handled(
      await service.publish('abonde.contributions.donor-registered.v1', { key: 'SIAAP', data: donor }),
    );
    for (const [at, [amount, reference]] of [
      ['250.00', 'RF92SIAAP2025T1'],
      ['40.00', 'RF75AESN2025042'],
    ].entries()) {
      const data = {
        agreement: 'SIAAP-2020-SR',
        donor: 'SIAAP',
        instalment: randomUUID(),
        number: at + 1,
        dueOn: '2026-02-01',
        amount: eur(amount ?? ''),
        reference: reference ?? '',
      };
      await service.handled(
        await service.publish('abonde.contributions.instalment-called.v1', { key: 'SIAAP-2020-SR', data }),
      );
    }
    const statement = {
      account: iban,
      opening: '1000.00',
      number: '2',
      period: { from: '2026-02-01', to: '2026-02-28' },
      entries,
    };
    id = (await upload(service, [statement])).body.statements[0].id;
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const sheet = async () => (await officer().get(`/statements/${id}/worksheet`)).body;
  const lines = async () => (await officer().get(`/statements/${id}/lines?limit=500`)).body.items;
  const close = (who = controller, month = '2026-02', account = 'BNP') =>
    service.http(who).post(`/accounts/${account}/periods/${month}/close`);

  it('says what is safe, what a person looks at and what nothing explains', async () => {
    const found = await lines();
    expect(
      found
        .map(({ amount, standing }: { amount: { amount: string }; standing: string }) => [amount.amount, standing])
        .sort(),
    ).toEqual(
      [
        ['-12.50', 'TO_REVIEW'],
        ['250.00', 'SAFE'],
        ['40.00', 'TO_REVIEW'],
        ['40.00', 'TO_REVIEW'],
        ['7.00', 'NONE'],
      ].sort(),
    );
    const safe = found.find(({ standing }: { standing: string }) => standing === 'SAFE');
    expect(safe.proposal).toMatchObject({ score: 100, targets: [{ kind: 'instalment', dueOn: '2026-02-01' }] });
    expect(safe.proposal.reasons).toEqual(expect.arrayContaining(['REFERENCE', 'AMOUNT', 'PAYER']));
  });

  it('reaches zero line by line: opening + explained − closing', async () => {
    expect(await sheet()).toMatchObject({
      opening: eur('1000.00'),
      closing: eur('1324.50'),
      lines: { count: 5, amount: eur('324.50') },
      explained: { count: 0, amount: eur('0.00') },
      difference: eur('-324.50'),
      differenceEntries: '/api/reporting/ledger?book=treasury&account=suspense%3ABNP&from=2026-02-01&to=2026-02-28',
    });
    expect((await close()).body).toMatchObject({ code: 'UNEXPLAINED_ENTRIES' });
    for (const line of await lines()) {
      const targets =
        line.standing === 'NONE' || line.amount.amount === '40.00'
          ? [{ kind: 'unapplied', id: 'UNKNOWN' }]
          : line.proposal.targets;
      expect((await officer().post('/matches', { entryId: line.id, targets })).status).toBe(201);
    }
    expect(await sheet()).toMatchObject({ explained: { count: 5 }, difference: eur('0.00') });
    const done = await lines();
    expect(done[0]).toMatchObject({ standing: 'MATCHED', match: { by: 'test-finance-officer', automatic: false } });
  });

  it('reads page by page, and knows no other statement', async () => {
    const first = (await officer().get(`/statements/${id}/lines?limit=3`)).body;
    const rest = (await officer().get(`/statements/${id}/lines?limit=3&cursor=${first.nextCursor}`)).body;
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 2, null]);
    expect((await officer().get(`/statements/${randomUUID()}/worksheet`)).status).toBe(404);
    expect((await officer().get('/statements/none/lines')).status).toBe(404);
  });

  it('is the same statement as figures, as a file and on paper, in both languages', async () => {
    const base = '/accounts/BNP/reconciliation?asOf=2026-02-28';
    const { body } = await officer().get(base);
    expect(body).toMatchObject({ accountName: 'BNP', bankBalance: eur('1324.50'), unexplainedAmount: eur('0.00') });
    expect(body.awaitingConfirmation).toHaveLength(4);
    expect(body.awaitingConfirmation[0].entries).toMatch(/transfer=/);
    const french = await officer().get(`${base}&format=csv`);
    expect(french.headers.get('content-type')).toContain('text/csv');
    expect(french.body).toContain('Solde selon la banque;1324,50;EUR');
    expect(french.body).toContain(
      'Encaissements rapprochés en attente de confirmation;03/02/2026;DRFIP ILE DE FRANCE ET PARIS;250,00;EUR',
    );
    const english = await officer().get(`${base}&format=csv&lang=en`);
    expect(english.body).toContain('Balance according to the bank,1324.50,EUR');
    for (const lang of ['fr', 'en']) {
      const paper = await officer().get(`${base}&format=pdf&lang=${lang}`);
      expect([paper.headers.get('content-type'), paper.body.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    }
    expect((await officer().get(`${base}&format=xlsx`)).status).toBe(400);
  });

  it('closes with the controller, holds what it closed, and reopens by two of them, whichever accounts are still open', async () => {
    await openAccount(service, 'CIC', otherIban);
    const [line] = await lines();
    expect((await officer().post('/accounts/BNP/periods/2026-02/close')).status).toBe(403);
    expect((await close()).body).toMatchObject({ locked: false, balance: eur('1324.50') });
    expect((await sheet()).closedMonths).toEqual(['2026-02']);
    expect((await officer().post(`/matches/${line.match.id}/undo`, {})).body).toMatchObject({
      code: 'PERIOD_CLOSED',
      month: '2026-02',
      account: 'BNP',
    });
    const reopen = (who: typeof controller) =>
      service.http(who).post('/periods/2026-02/reopen', { reason: 'Mandat mal imputé' });
    expect((await reopen(controller)).body.status).toBe('ASKED');
    const month = async (who = controller) =>
      (await service.http(who).get('/accounts/BNP/periods')).body.items.find(
        (period: { month: string }) => period.month === '2026-02',
      );
    expect(await month()).toMatchObject({
      state: 'CLOSED',
      closedBy: 'Paul Mercier',
      openEntries: 0,
      reopening: { reason: 'Mandat mal imputé', askedBy: 'Paul Mercier', mine: true },
    });
    expect(await month(second)).toMatchObject({ reopening: { mine: false } });
    expect((await reopen(second)).body.status).toBe('REOPENED');
    expect(await month()).toMatchObject({ state: 'OPEN', reopening: null });
    expect((await officer().post(`/matches/${line.match.id}/undo`, {})).status).toBe(200);
    expect((await reopen(controller)).body.code).toBe('PERIOD_NOT_LOCKED');
    expect(await service.published('abonde.treasury.period-reopened.v1')).toEqual([]);
  });
});
