import { eur, inCurrency, Stage } from './contributions.stage';

jest.setTimeout(60_000);

const pdf = (text = 'x') => new Blob([`%PDF-1.7 ${text}`], { type: 'application/pdf' });
const form = (fields: Record<string, string>, file: Blob, name = 'convention.pdf') => {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.append(field, value);
  data.append('file', file, name);
  return data;
};

describe('the register of donors and agreements', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('SIAAP');
    await stage.donor('AESN', 'WATER_AGENCY');
  });
  afterAll(() => stage.stop());

  describe('donors', () => {
    it('keep contacts out of events, and a history of what they were', async () => {
      const contact = {
        name: 'Camille Example',
        role: 'Trésorerie',
        email: 'c@example.org',
        phone: '+33 1 00 00 00 00',
      };
      const { body, status } = await stage.officer.patch(
        '/donors/SIAAP',
        { contacts: [contact], payerAliases: ['DRFIP ILE DE FRANCE'], notes: 'Paie sur mandat.' },
        { 'if-match': '"1"' },
      );
      expect([status, body.version, body.contacts]).toEqual([200, 2, [contact]]);
      const [event] = (await stage.service.published('abonde.contributions.donor-amended.v1')).slice(-1);
      expect(JSON.stringify(event)).not.toMatch(/Camille|example\.org|mandat/);
      const versions = (await stage.officer.get('/donors/SIAAP/versions')).body.items;
      expect(
        versions.map(({ version, changed }: { version: number; changed: string[] }) => [version, changed]),
      ).toEqual([
        [1, []],
        [2, ['payerAliases', 'contacts']],
      ]);
      expect(JSON.stringify(versions)).not.toContain('Camille');
    });

    it('are not amended over what another person wrote', async () => {
      const { status, body } = await stage.officer.patch('/donors/SIAAP', { name: 'X' }, { 'if-match': '"1"' });
      expect([status, body.code]).toEqual([412, 'VERSION_MISMATCH']);
    });

    it.each([
      [{ contacts: [{ name: 'A', email: 'nowhere' }] }, 'contacts.0.email'],
      [{ contacts: [{ name: 'A', phone: 'call me' }] }, 'contacts.0.phone'],
      [{ payerAliases: [''] }, 'payerAliases'],
      [{ iatiOrgId: 'a b' }, 'iatiOrgId'],
    ])('refuse %j, naming the field', async (change, field) => {
      const { status, body } = await stage.officer.patch('/donors/AESN', change);
      expect([status, body.code, body.errors[0].field]).toEqual([400, 'VALIDATION_FAILED', field]);
    });

    it('refuse a country that is none, naming the field, and change nothing', async () => {
      const before = (await stage.officer.get('/donors/AESN')).body;
      const refusal = {
        status: 422,
        body: expect.objectContaining({ code: 'UNKNOWN_COUNTRY', field: 'country', country: 'QQ' }),
      };
      expect(await stage.officer.patch('/donors/AESN', { name: 'Agence', country: 'QQ' })).toMatchObject(refusal);
      expect((await stage.officer.get('/donors/AESN')).body).toEqual(before);
      const added = { code: 'NOWHERE', name: 'Nulle part', kind: 'CITY', country: 'QQ' };
      expect(await stage.officer.post('/donors', added)).toMatchObject(refusal);
      expect((await stage.officer.get('/donors/NOWHERE')).status).toBe(404);
    });

    it('are found by kind and by who really pays', async () => {
      const codes = async (query: string) =>
        (await stage.officer.get(`/donors?${query}`)).body.items.map(({ code }: { code: string }) => code);
      expect(await codes('kind=WATER_AGENCY')).toEqual(['AESN']);
      expect(await codes('q=drfip')).toEqual(['SIAAP']);
    });

    it('have codes of their own', async () => {
      const { status, body } = await stage.officer.post('/donors', { code: 'AESN', name: 'X', kind: 'CITY' });
      expect([status, body.code, body.field]).toEqual([409, 'CODE_TAKEN', 'code']);
    });
  });

  describe('agreements', () => {
    beforeAll(() =>
      stage.agreement({
        code: 'SIAAP-TERMS',
        donor: 'SIAAP',
        amount: eur('1000.00'),
        earmark: { level: 'THEME', themes: ['WATER_SANITATION'] },
        eligibility: { from: '2020-03-01', to: '2026-06-30' },
        unspentClause: 'RETURN_TO_DONOR',
        variationLimit: '25',
        indirectCostCap: '7',
        exchangeMethod: 'INFOREURO',
        reports: [
          { kind: 'INTERIM', dueOn: '2026-01-31' },
          { kind: 'FINAL', dueOn: '2027-03-31' },
        ],
        reportingDeadlines: ['2026-03-31'],
        instalments: [
          { number: 1, amount: eur('600.00'), dueOn: '2020-02-01', condition: { kind: 'SIGNATURE' } },
          {
            number: 2,
            amount: eur('300.00'),
            dueOn: '2023-02-01',
            condition: { kind: 'PERCENT_CONSUMED', percent: '70' },
          },
          {
            number: 3,
            amount: eur('100.00'),
            dueOn: '2026-09-30',
            condition: { kind: 'REPORT_ACCEPTED', report: 'FINAL' },
          },
        ],
      }),
    );

    it('say their clauses and publish what other services check', async () => {
      const { body } = await stage.officer.get('/agreements/SIAAP-TERMS');
      expect(body).toMatchObject({
        eligibility: { from: '2020-03-01', to: '2026-06-30' },
        unspentClause: 'RETURN_TO_DONOR',
        variationLimit: '25',
        indirectCostCap: '7',
        exchangeMethod: 'INFOREURO',
        expected: eur('1000.00'),
        late: eur('0.00'),
      });
      const [signed] = (await stage.service.published('abonde.contributions.agreement-signed.v1')).slice(-1);
      expect(signed?.data).toMatchObject({ variationLimit: '25', eligibility: { to: '2026-06-30' } });
      expect(signed?.data.schedule?.map(({ amount }) => amount)).toEqual([eur('600.00'), eur('300.00'), eur('100.00')]);
    });

    it.each([
      [{ aidRate: '50', earmark: { level: 'NONE' } }, 'AID_RATE_WITHOUT_PROJECT', 'aidRate'],
      [{ eligibility: { from: '2024-01-01', to: '2023-01-01' } }, 'ELIGIBILITY_REVERSED', 'eligibility.to'],
      [{ variationLimit: '120' }, 'PERCENT_OUT_OF_RANGE', 'variationLimit'],
      [{ reports: [{ kind: 'FINAL', dueOn: '2024-02-30' }] }, 'VALIDATION_FAILED', 'reports.0.dueOn'],
      [{ code: 'SIAAP-TERMS' }, 'CODE_TAKEN', 'code'],
      [
        {
          instalments: [
            { number: 1, amount: eur('5.00'), dueOn: '2020-02-01', condition: { kind: 'PERCENT_CONSUMED' } },
          ],
        },
        'CONDITION_INCOMPLETE',
        'instalments.0.condition.percent',
      ],
    ])('refuse %j, naming the field', async (change, code, field) => {
      const { status, body } = await stage.officer.post('/agreements', {
        code: 'REFUSED',
        donor: 'SIAAP',
        instrument: 'COOPERATION',
        amount: eur('5.00'),
        signedOn: '2020-01-01',
        period: { from: '2020-01-01', to: '2026-12-31' },
        instalments: [{ number: 1, amount: eur('5.00'), dueOn: '2020-02-01' }],
        ...change,
      });
      expect([status < 500, body.code, body.field ?? body.errors[0].field]).toEqual([true, code, field]);
      expect((await stage.officer.get('/agreements/REFUSED')).status).toBe(404);
    });

    it('keep every version, with who changed what and why', async () => {
      const { status } = await stage.officer.post(
        '/agreements/SIAAP-TERMS/amendments',
        {
          reason: 'Prolongation et complément',
          amount: eur('1100.00'),
          period: { from: '2020-01-01', to: '2027-12-31' },
          variationLimit: null,
          instalments: [
            { number: 1, amount: eur('600.00'), dueOn: '2020-02-01', condition: { kind: 'SIGNATURE' } },
            {
              number: 2,
              amount: eur('300.00'),
              dueOn: '2023-02-01',
              condition: { kind: 'PERCENT_CONSUMED', percent: '70' },
            },
            {
              number: 3,
              amount: eur('200.00'),
              dueOn: '2026-09-30',
              condition: { kind: 'REPORT_ACCEPTED', report: 'FINAL' },
            },
          ],
        },
        { 'if-match': '"1"' },
      );
      expect(status).toBe(201);
      const [first, second] = (await stage.officer.get('/agreements/SIAAP-TERMS/versions')).body.items;
      expect(first).toMatchObject({ version: 1, reason: 'Signature', changes: [], terms: { amount: eur('1000.00') } });
      expect(second).toMatchObject({ version: 2, reason: 'Prolongation et complément', actor: expect.any(String) });
      expect(second.changes.map(({ term }: { term: string }) => term)).toEqual([
        'amount',
        'period',
        'variationLimit',
        'instalment',
      ]);
      expect(await stage.postings('agreement-amended')).toEqual([
        'pledge:SIAAP-TERMS 100.00',
        'pledge-contra:SIAAP-TERMS -100.00',
      ]);
    });

    it('are listed by currency, earmark and lateness', async () => {
      await stage.agreement({
        code: 'SIAAP-CHF',
        donor: 'SIAAP',
        amount: inCurrency('100.00', 'CHF'),
        rate: { rate: '1.05', source: 'BCE', date: '2020-01-02' },
      });
      const rate = { rate: '1.05', source: 'BCE', date: '2020-01-15' };
      await stage.call('SIAAP-CHF', { rate });
      const codes = async (query: string) =>
        (await stage.officer.get(`/agreements?${query}`)).body.items.map(({ code }: { code: string }) => code);
      expect(await codes('currency=CHF')).toEqual(['SIAAP-CHF']);
      expect(await codes('earmark=THEME')).toEqual(['SIAAP-TERMS']);
      expect(await codes('late=true')).toEqual(['SIAAP-CHF']);
      expect(await codes('late=false&donor=SIAAP')).toEqual(['SIAAP-TERMS']);
      const late = (await stage.officer.get('/agreements/SIAAP-CHF')).body;
      expect([late.late, late.expected, late.daysLate]).toEqual([
        inCurrency('100.00', 'CHF'),
        inCurrency('100.00', 'CHF'),
        2211,
      ]);
    });
  });

  describe('documents of an agreement', () => {
    it('are kept once, listed and given back', async () => {
      const body = form({ kind: 'AGREEMENT', title: 'Convention signée' }, pdf('signed'));
      const added = await stage.officer.post('/agreements/SIAAP-TERMS/documents', body);
      expect([added.status, added.body.title, added.body.kind]).toEqual([201, 'Convention signée', 'AGREEMENT']);
      await stage.officer.post('/agreements/SIAAP-TERMS/documents', form({ kind: 'OTHER' }, pdf('signed')));
      const { items } = (await stage.officer.get('/agreements/SIAAP-TERMS/documents')).body;
      expect(items).toHaveLength(1);
      const content = await stage.officer.get(`/agreements/SIAAP-TERMS/documents/${added.body.id}`);
      expect([content.status, content.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    });

    it.each([
      [
        'a script',
        form({ kind: 'OTHER' }, new Blob(['<script>'], { type: 'text/html' }), 'x.html'),
        'DOCUMENT_TYPE_NOT_ACCEPTED',
      ],
      [
        'a disguise',
        form({ kind: 'OTHER' }, new Blob(['<script>'], { type: 'application/pdf' })),
        'CONTENT_TYPE_MISMATCH',
      ],
      ['nothing', form({ kind: 'OTHER' }, new Blob([], { type: 'application/pdf' })), 'DOCUMENT_EMPTY'],
      ['an unknown kind', form({ kind: 'POEM' }, pdf()), 'UNKNOWN_DOCUMENT_KIND'],
    ])('refuse %s', async (_, body, code) => {
      const answer = await stage.officer.post('/agreements/SIAAP-TERMS/documents', body);
      expect([answer.status, answer.body.code]).toEqual([422, code]);
    });

    it('are read by the donor’s own people, and by no other donor’s', async () => {
      const own = stage.service.http({ roles: ['donor'], donor: 'SIAAP' });
      const other = stage.service.http({ roles: ['donor'], donor: 'AESN' });
      expect((await own.get('/agreements/SIAAP-TERMS/documents')).body.items).toHaveLength(1);
      expect((await other.get('/agreements/SIAAP-TERMS/documents')).status).toBe(404);
    });
  });

  describe('reports due', () => {
    const due = async (query: string) =>
      (await stage.officer.get(`/reports?agreement=SIAAP-TERMS&${query}`)).body.items as {
        id: string;
        kind: string;
        daysLate: number;
        state: string;
        version: number;
      }[];

    it('shows what is overdue and what comes within the days asked', async () => {
      expect((await due('within=0')).map(({ kind, daysLate }) => [kind, daysLate])).toEqual([['INTERIM', 20]]);
      expect((await due('within=60')).map(({ kind, daysLate }) => [kind, daysLate])).toEqual([
        ['INTERIM', 20],
        ['FINANCIAL', -39],
      ]);
      expect(await due('')).toHaveLength(3);
    });

    it('is sent with its document, refused, sent again and accepted', async () => {
      const [report] = await due('within=0');
      const { document } = (await stage.officer.post('/documents', form({}, pdf('report')))).body;
      const send = () => stage.officer.post(`/reports/${report?.id}/send`, { document, effectiveDate: '2026-02-18' });
      expect((await send()).body).toMatchObject({ state: 'SENT', sentOn: '2026-02-18', daysLate: 18 });
      expect((await send()).body).toMatchObject({ code: 'WRONG_REPORT_STATE', state: 'SENT' });
      expect((await stage.officer.post(`/reports/${report?.id}/refuse`, { note: 'Annexe 2' })).body).toMatchObject({
        state: 'DUE',
        note: 'Annexe 2',
      });
      await send();
      const accepted = await stage.officer.post(`/reports/${report?.id}/accept`, {});
      expect(accepted.body).toMatchObject({ state: 'ACCEPTED', acceptedOn: '2026-02-20' });
      expect(await due('within=0')).toEqual([]);
    });

    it('tells the whole calendar at each of its changes, so that others remind whoever writes them', async () => {
      const told = (await stage.service.published('abonde.contributions.reports-changed.v1')).filter(
        ({ data }) => data.agreement === 'SIAAP-TERMS',
      );
      const interim = told.map(({ data }) => data.reports.find(({ kind }) => kind === 'INTERIM')?.state);
      expect(interim).toEqual(['DUE', 'SENT', 'DUE', 'SENT', 'ACCEPTED']);
      expect(told.at(-1)?.data).toMatchObject({ donor: 'SIAAP', reports: [{}, { state: 'DUE' }, { state: 'DUE' }] });
      const { body } = await stage.officer.get(`/agreements/${told.at(-1)?.data.id}`);
      expect(body.code).toBe('SIAAP-TERMS');
      expect(
        (await stage.officer.post('/agreements/SIAAP-TERMS/reports', { kind: 'AUDIT', dueOn: '2027-01-31' })).status,
      ).toBe(201);
      const [last] = (await stage.service.published('abonde.contributions.reports-changed.v1')).slice(-1);
      expect(last?.data.reports.map(({ kind }) => kind)).toContain('AUDIT');
    });

    it('needs a document that is here', async () => {
      const [report] = await due('within=60');
      const body = { document: crypto.randomUUID() };
      expect((await stage.officer.post(`/reports/${report?.id}/send`, body)).status).toBe(404);
    });
  });

  describe('gifts in kind', () => {
    const gift = {
      donor: 'SIAAP',
      nature: 'SERVICES',
      description: 'Deux ingénieurs pendant dix jours',
      valuation: 'Temps passé au coût horaire',
      value: eur('12000.00'),
      effectiveDate: '2026-02-01',
    };

    it('are prepared by one, confirmed by another, posted apart from money, and reversed', async () => {
      const { body: prepared } = await stage.officer.post('/in-kind', gift);
      expect([prepared.state, prepared.entries]).toEqual(['PREPARED', null]);
      expect((await stage.officer.post(`/in-kind/${prepared.id}/confirm`, {})).status).toBe(403);
      const { body: confirmed } = await stage.controller.post(`/in-kind/${prepared.id}/confirm`, {});
      expect(confirmed.state).toBe('CONFIRMED');
      expect(await stage.postings('in-kind-received')).toEqual([
        'in-kind-use:services 12000.00',
        'in-kind-resource:services -12000.00',
      ]);
      const again = await stage.controller.post(`/in-kind/${prepared.id}/confirm`, {});
      expect([again.status, again.body.code]).toEqual([409, 'WRONG_STATE']);
      await stage.controller.post(`/in-kind/${prepared.id}/reverse`, { reason: 'Mission annulée' });
      expect(await stage.postings('in-kind-reversed')).toEqual([
        'in-kind-use:services -12000.00',
        'in-kind-resource:services 12000.00',
      ]);
      const legal = await stage.service.sql(
        `SELECT path, pcg, layer FROM ledger.accounts WHERE path LIKE 'in-kind-%:services' ORDER BY path`,
      );
      expect(legal).toEqual([
        { path: 'in-kind-resource:services', pcg: '871', layer: 'GENERAL' },
        { path: 'in-kind-use:services', pcg: '862', layer: 'GENERAL' },
      ]);
    });

    it.each([
      [{ value: eur('0.00') }, 'VALUE_NOT_POSITIVE', 'value'],
      [{ value: inCurrency('5.00', 'CHF') }, 'VALUE_NOT_IN_EUR', 'value'],
      [{ donor: 'AESN', agreement: 'SIAAP-TERMS' }, 'AGREEMENT_OF_ANOTHER_DONOR', 'agreement'],
    ])('refuse %j', async (change, code, field) => {
      const { status, body } = await stage.officer.post('/in-kind', { ...gift, ...change });
      expect([status, body.code, body.field]).toEqual([422, code, field]);
    });
  });
});
