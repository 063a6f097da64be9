import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import type { WrittenEntry } from '../statements/camt.fixture';
import { balance, bankEntry, dollars, eur, openAccount, startTreasury } from '../treasury.fixture';

const second = { roles: ['finance-officer' as const], sub: 'officer-2', name: 'Amina Diop' };
const day = '2026-02-03';

describe('people at work on lines', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
    const donor = {
      donor: 'AESN',
      name: 'Agence de l’eau Seine-Normandie',
      kind: 'WATER_AGENCY' as const,
      country: 'FR',
      payerAliases: [],
      iatiOrgId: null,
    };
    await service.handled(
      await service.publish('abonde.contributions.donor-registered.v1', { key: 'AESN', data: donor }),
    );
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  let number = 0;
  async function call(amount: string, reference = '', agreement = 'AESN-2025-A', currency = 'EUR'): Promise<string> {
    const instalment = randomUUID();
    number += 1;
    const data = {
      agreement,
      donor: 'AESN',
      instalment,
      number,
      dueOn: '2026-02-01',
      amount: { amount, currency },
      reference,
    };
    await service.handled(await service.publish('abonde.contributions.instalment-called.v1', { key: agreement, data }));
    return instalment;
  }
  const entry = (more: Partial<WrittenEntry>) => bankEntry(service, { amount: '100.00', bookingDate: day, ...more });
  const instalment = (id: string, amount: string) => ({ kind: 'instalment', id, amount: eur(amount) });

  it('explains two entries by two instalments in one act, and undoes it as a whole', async () => {
    const [one, two] = [await call('150.00'), await call('80.00', '', 'AESN-2025-B')];
    const entryIds = [await entry({ amount: '100.00' }), await entry({ amount: '125.00' })];
    const targets = [instalment(one, '150.00'), instalment(two, '80.00')];
    const before = await balance(service, 'suspense:BNP');
    expect((await officer().post('/matches/joint', { entryIds, targets })).body).toMatchObject({
      code: 'MATCH_DOES_NOT_ADD_UP',
      difference: eur('5.00'),
    });
    const { status, body } = await officer().post('/matches/joint', { entryIds, targets, charges: eur('5.00') });
    expect(status).toBe(201);
    expect(body.matches).toHaveLength(2);
    const told = (await service.published('abonde.treasury.receipt-matched.v1')).slice(-2);
    expect(
      told.map(({ data }) => [
        data.eur.amount,
        data.charges?.amount ?? null,
        data.targets.map(({ amount }) => amount.amount),
      ]),
    ).toEqual([
      ['100.00', null, ['100.00']],
      ['125.00', '5.00', ['50.00', '80.00']],
    ]);
    expect(await expected(one)).toEqual({ matched: '15000' });
    const undone = await officer().post(`/acts/${body.act}/undo`, { reason: 'mauvais bailleur' });
    expect(undone.body.matches.map(({ status: state }: { status: string }) => state)).toEqual([
      'UNDO_REQUESTED',
      'UNDO_REQUESTED',
    ]);
    for (const { id } of body.matches) await answerReversal(id);
    expect(await balance(service, 'suspense:BNP')).toEqual(before);
    expect(await expected(one)).toEqual({ matched: '0' });
    expect((await officer().post(`/acts/${body.act}/undo`, {})).status).toBe(404);
  });

  async function expected(id: string): Promise<unknown> {
    return (
      await service.sql('SELECT matched_minor::text AS matched FROM expectations WHERE reference_id = $1', [id])
    )[0];
  }
  async function answerReversal(match: string): Promise<void> {
    const data = { agreement: 'AESN-2025-A', match, shortfall: null };
    await service.handled(
      await service.publish('abonde.contributions.receipt-reversed.v1', {
        key: 'AESN-2025-A',
        transfer: randomUUID(),
        data,
      }),
    );
  }

  it('pays one instalment by several entries', async () => {
    const id = await call('300.00');
    const entryIds = [await entry({ amount: '100.00' }), await entry({ amount: '200.00' })];
    const { status } = await officer().post('/matches/joint', { entryIds, targets: [{ kind: 'instalment', id }] });
    expect(status).toBe(201);
    expect(await expected(id)).toEqual({ matched: '30000' });
  });

  it('proposes the lines of one payer that pay one instalment together, to be matched as one act', async () => {
    const id = await call('910.00', '', 'AESN-2025-G');
    const payer = { counterparty: 'Agence de l’eau Seine-Normandie', remittance: ['ACOMPTE'] };
    const [one, two] = [await entry({ ...payer, amount: '600.00' }), await entry({ ...payer, amount: '310.00' })];
    await entry({ amount: '310.00', counterparty: 'Quelqu’un d’autre' });
    const [first] = (await officer().get(`/entries/${one}/suggestions`)).body;
    expect(first).toMatchObject({
      reasons: ['PAYER', 'DATE', 'LINES'],
      targets: [{ kind: 'instalment', id, amount: eur('910.00') }],
      entries: [{ id: two, amount: eur('310.00'), label: 'Agence de l’eau Seine-Normandie · ACOMPTE' }],
    });
    const targets = first.targets.map(({ kind, amount }: { kind: string; amount: unknown }) => ({ kind, id, amount }));
    expect((await officer().post('/matches/joint', { entryIds: [one, two], targets })).status).toBe(201);
    expect(await expected(id)).toEqual({ matched: '91000' });
  });

  it('finds one credit that covers two agreements, by the codes it writes', async () => {
    for (const code of ['CONV-0871', 'CONV-0912']) await sign(code);
    const [one, two] = [await call('148.00', '', 'CONV-0871'), await call('100.00', '', 'CONV-0912')];
    const id = await entry({ amount: '248.00', remittance: ['VIR AGENCE EAU CONV 0871 + CONV 0912'] });
    const [first] = (await officer().get(`/entries/${id}/suggestions`)).body;
    expect(first.reasons).toEqual(expect.arrayContaining(['AGREEMENT', 'SUM']));
    expect(new Set(first.targets.map((target: { id: string }) => target.id))).toEqual(new Set([one, two]));
    expect((await officer().post('/matches', { entryId: id, targets: first.targets })).status).toBe(201);
  });

  async function sign(code: string): Promise<void> {
    const data = {
      agreement: code,
      version: 1,
      donor: 'AESN',
      donorName: 'Agence de l’eau Seine-Normandie',
      instrument: 'COOPERATION' as const,
      amount: eur('1000.00'),
      signedOn: '2025-01-01',
      period: { from: '2025-01-01', to: '2026-12-31' },
      earmark: { level: 'NONE' as const },
      countsAs: 'FUND' as const,
      pool: 'EUR',
      interestClauses: [],
    };
    await service.handled(await service.publish('abonde.contributions.agreement-signed.v1', { key: code, data }));
  }

  it('validates many lines at once; one that was taken meanwhile is told and holds nothing back', async () => {
    const [free, taken] = [await entry({ amount: '-3.00' }), await entry({ amount: '-4.00' })];
    const charge = (entryId: string) => ({ entryId, targets: [{ kind: 'classification', id: 'CHARGE' }] });
    await service.http(second).post('/matches', charge(taken));
    const { status, body } = await officer().post('/matches/batch', { matches: [charge(free), charge(taken)] });
    expect(status).toBe(201);
    expect(body.matches).toMatchObject([{ entryId: free, act: body.act, matchedByName: 'test-finance-officer' }]);
    expect(body.refused).toMatchObject([{ entryId: taken, code: 'ENTRY_ALREADY_MATCHED' }]);
    expect((await officer().post(`/acts/${body.act}/undo`, {})).body.matches).toMatchObject([{ status: 'UNDONE' }]);
  });

  it('makes one match of a double click, and says who was first when two people click', async () => {
    const id = await entry({ amount: '-5.00' });
    const body = { entryId: id, targets: [{ kind: 'classification', id: 'CHARGE' }] };
    const key = { 'idempotency-key': randomUUID() };
    const twice = await Promise.all([officer().post('/matches', body, key), officer().post('/matches', body, key)]);
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    expect(twice[0]?.body.id).toBe(twice[1]?.body.id);
    const other = await entry({ amount: '-6.00' });
    const both = await Promise.all([
      officer().post('/matches', { ...body, entryId: other }),
      service.http(second).post('/matches', { ...body, entryId: other }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [won, lost] = [both.find(({ status }) => status === 201), both.find(({ status }) => status === 409)];
    expect(lost?.body).toMatchObject({
      code: 'ENTRY_ALREADY_MATCHED',
      match: won?.body.id,
      matchedBy: won?.body.matchedByName,
    });
    expect(Date.parse(lost?.body.matchedAt)).not.toBeNaN();
    expect(await service.sql('SELECT FROM match_targets WHERE entry_id = $1', [other])).toHaveLength(1);
  });

  it('puts a line aside with a reason and a person, until somebody explains it', async () => {
    const id = await entry({ amount: '-7.00' });
    expect((await officer().put(`/entries/${id}/hold`, {})).status).toBe(400);
    const held = await officer().put(`/entries/${id}/hold`, { reason: 'RIB inconnu', assignee: 'Amina Diop' });
    expect(held.body).toMatchObject({ reason: 'RIB inconnu', assignee: 'Amina Diop', by: 'test-finance-officer' });
    expect((await service.http('auditor').put(`/entries/${id}/hold`, { reason: 'x' })).status).toBe(403);
    await officer().post('/matches', { entryId: id, targets: [{ kind: 'classification', id: 'OTHER' }] });
    expect((await officer().put(`/entries/${id}/hold`, { reason: 'encore' })).body.code).toBe('ENTRY_ALREADY_MATCHED');
    expect(await service.sql('SELECT FROM entry_holds WHERE entry_id = $1', [id])).toEqual([]);
  });

  it('shows who has a line open, for a while', async () => {
    const id = await entry({ amount: '-8.00' });
    const [statement] = await service.sql<{ id: string }>('SELECT statement_id AS id FROM bank_entries WHERE id = $1', [
      id,
    ]);
    expect((await service.http(second).post(`/entries/${id}/claim`, {})).body).toMatchObject({
      initials: 'AD',
      mine: true,
    });
    expect((await officer().post(`/entries/${id}/claim`, {})).body).toMatchObject({ name: 'Amina Diop', mine: false });
    expect((await officer().get(`/statements/${statement?.id}/claims`)).body.items).toMatchObject([
      { entry: id, initials: 'AD', mine: false },
    ]);
    expect((await officer().post(`/entries/${id}/claim`, { takeOver: true })).body.mine).toBe(true);
    await service.sql(`UPDATE entry_claims SET expires_at = now() - interval '1 second' WHERE entry_id = $1`, [id]);
    expect((await officer().get(`/statements/${statement?.id}/claims`)).body.items).toEqual([]);
    expect((await service.http(second).post(`/entries/${id}/claim`, {})).body.mine).toBe(true);
    expect((await service.http(second).delete(`/entries/${id}/claim`)).status).toBe(204);
    expect((await officer().post(`/entries/${randomUUID()}/claim`, {})).status).toBe(404);
  });

  it('finds targets by words and amounts as people type them', async () => {
    const id = await call('80000.00', 'RF75AESN2025042', 'AESN-2026-Z');
    const credit = await entry({ amount: '79000.00' });
    const find = async (q: string, more = '') =>
      (await officer().get(`/targets?entry=${credit}&q=${encodeURIComponent(q)}${more}`)).body.items as {
        id: string;
        kind: string;
      }[];
    for (const q of [
      '80000',
      '80 000,00',
      '80\u202f000,00\u00a0€',
      'seine normandie 2026-z',
      '80 000,00 AESN',
      'RF75AESN',
    ])
      expect((await find(q)).map((target) => target.id)).toContain(id);
    expect(await find('80 001')).toEqual([]);
    expect((await find('', '&kind=classification')).map((target) => target.id)).toEqual([
      'CHARGE',
      'EXCHANGE',
      'OTHER',
    ]);
    expect((await find('aesn', '&kind=instalment&from=79%20999,99')).map((target) => target.id)).toEqual([id]);
    expect((await find('inconnu')).map((target) => target.id)).toEqual(['UNKNOWN']);
    expect((await officer().get('/targets?entry=nothing')).status).toBe(400);
  });

  it('remembers the account a payer was recognised by', async () => {
    const account = 'FR1420041010050500013M02606';
    const id = await call('61.00', '', 'AESN-2025-C');
    const first = await entry({ amount: '61.00' });
    await service.sql(
      `UPDATE bank_entries SET content = jsonb_set(content, '{counterpartyAccount}', to_jsonb($2::text)) WHERE id = $1`,
      [first, account],
    );
    await officer().post('/matches', { entryId: first, targets: [{ kind: 'instalment', id }] });
    const next = await call('62.00', '', 'AESN-2025-C');
    const later = await entry({ amount: '62.00', remittance: ['MANDAT 12'] });
    await service.sql(
      `UPDATE bank_entries SET content = jsonb_set(content, '{counterpartyAccount}', to_jsonb($2::text)) WHERE id = $1`,
      [later, account],
    );
    const [best] = (await officer().get(`/entries/${later}/suggestions`)).body;
    expect(best).toMatchObject({ targets: [{ id: next }] });
    expect(best.reasons).toEqual(expect.arrayContaining(['ACCOUNT', 'AMOUNT']));
  });

  it('explains a dollar receipt that a correspondent took its fee of', async () => {
    await officer().post('/exchange-rates', { currency: 'USD', day: '2026-01-01', rate: '1.25' });
    const currency = 'USD';
    await openAccount(service, 'USD-1', dollars, { currency, openingBalance: { amount: '0.00', currency } });
    const id = await call('5000.00', 'RF20GATES0002', 'GATES-1', currency);
    const credit = await bankEntry(
      service,
      { amount: '4975.00', bookingDate: day, structured: 'RF20GATES0002' },
      { code: 'USD-1', number: dollars, currency },
    );
    const [first] = (await officer().get(`/entries/${credit}/suggestions`)).body;
    expect(first).toMatchObject({
      charges: { amount: '25.00', currency },
      targets: [{ id, amount: { amount: '5000.00' } }],
    });
    expect(first.reasons).toEqual(expect.arrayContaining(['REFERENCE', 'AMOUNT_WITHIN_FEES']));
    const { status } = await officer().post('/matches', {
      entryId: credit,
      targets: first.targets,
      charges: first.charges,
    });
    expect(status).toBe(201);
    expect((await service.published('abonde.treasury.receipt-matched.v1')).at(-1)?.data).toMatchObject({
      eur: eur('3980.00'),
      charges: { amount: '25.00', currency },
    });
  });
});
