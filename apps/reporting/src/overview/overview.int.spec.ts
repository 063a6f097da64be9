import { randomUUID } from 'node:crypto';
import { Money } from '@abonde/money';
import { startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../app.module';
import { publishAll, publishNames, smallPath } from '../entries/small-path.testing';
import { type BookKeepers, bookKeepers } from '../integrity/other-services.testing';

interface Sum {
  value: { amount: string };
  entries: string;
}
interface Edge extends Sum {
  from: string;
  to: string;
}

describe('the consolidated picture of a small path', () => {
  let service: TestService;
  let others: BookKeepers;
  const books = smallPath();

  beforeAll(async () => {
    others = await bookKeepers(() => books);
    service = await startTestService({
      service: 'reporting',
      module: AppModule,
      environment: others.environment,
    });
    await service.setDay('2026-06-30');
    await publishAll(service, books);
    await publishNames(service);
    await service.eventually(async () => {
      const [row] = await service.sql<{ seals: number; names: number }>(
        'SELECT (SELECT count(*) FROM book_head)::int AS seals, (SELECT count(*) FROM register)::int AS names',
      );
      expect(row).toEqual({ seals: books.all().length, names: 5 });
    });
  });

  afterAll(async () => {
    await service.stop();
    others.close();
  });

  const get = async (path: string, role: Parameters<TestService['http']>[0] = 'auditor') =>
    (await service.http(role).get(path)).body;

  async function expectEntries({ value, entries }: Sum): Promise<void> {
    const page = await get(`${entries}&limit=500`);
    expect({ entries, ...page.total.eur }).toEqual({ entries, ...value });
    const sum = Money.sum(page.items.map((row: { eur: { amount: string; currency: string } }) => Money.of(row.eur)));
    expect(sum.toJSON()).toEqual(value);
  }

  it('gives each figure of the overview with the entries it is the sum of', async () => {
    const overview = await get('/overview');
    expect(overview.asOf).toBe('2026-06-30');
    const amounts = (names: string[]) => names.map((name) => overview[name].value.amount);
    expect(amounts(['received', 'attributed', 'allocated', 'disbursed', 'justified', 'suspense'])).toEqual([
      '570.00',
      '400.00',
      '380.00',
      '240.00',
      '120.00',
      '0.00',
    ]);
    expect(overview.received.expected.amount).toBe('500.00');
    expect(overview.emergencyFund).toMatchObject({
      available: { amount: '60.00' },
      accrued: { amount: '3.50' },
      donations: { amount: '0.00' },
    });
    const { emergencyFund: fund, received } = overview;
    const sums: Sum[] = [
      ...['received', 'attributed', 'allocated', 'disbursed', 'justified', 'suspense'].map((name) => overview[name]),
      { value: received.expected, entries: received.expectedEntries },
      { value: fund.available, entries: fund.entries },
      { value: fund.accrued, entries: fund.accruedEntries },
      ...overview.flows,
      ...overview.months.flatMap((month: Record<string, Sum>) => [month['received'], month['disbursed']]),
      ...overview.projects.flatMap((one: Record<string, Sum>) => [
        one['attributed'],
        one['allocated'],
        one['disbursed'],
      ]),
      ...overview.countries.flatMap((one: Record<string, Sum>) => [one['attributed'], one['disbursed']]),
    ];
    for (const sum of sums) await expectEntries(sum);
    expect(overview.months).toHaveLength(12);
    expect(overview.projects).toMatchObject([
      { project: 'KH-SR', title: 'Siem Reap', disbursed: { value: { amount: '200.00' } } },
    ]);
  });

  it('lets out of each instrument what comes in, to the cent', async () => {
    const { flows, nodes }: { flows: Edge[]; nodes: { id: string; label: string }[] } = await get('/overview');
    const told = Object.fromEntries(flows.map(({ from, to, value }) => [`${from} → ${to}`, value.amount]));
    expect(told).toEqual({
      'donor:GENEVE → instrument:COOPERATION': '45.00',
      'donor:GENEVE → unapplied': '25.00',
      'donor:SIAAP → instrument:COOPERATION': '500.00',
      'interest → instrument:COOPERATION': '10.00',
      'interest → instrument:EMERGENCY': '20.00',
      'opening → instrument:COOPERATION': '300.00',
      'opening → instrument:EMERGENCY': '100.00',
      'own:AIMF-GENERAL → instrument:COOPERATION': '30.00',
      'instrument:COOPERATION → fees:COOPERATION': '15.00',
      'instrument:COOPERATION → project:KH-SR': '380.00',
      'instrument:COOPERATION → refunds:COOPERATION': '25.00',
      'instrument:COOPERATION → unallocated:COOPERATION': '465.00',
      'instrument:EMERGENCY → case:MG-2026': '60.00',
      'instrument:EMERGENCY → unallocated:EMERGENCY': '60.00',
    });
    for (const instrument of ['instrument:COOPERATION', 'instrument:EMERGENCY']) expectBalanced(flows, instrument);
    expect(nodes.find(({ id }) => id === 'donor:GENEVE')?.label).toBe('Ville de Genève');
  });

  it('counts the reports that donors are to have: late or due within thirty days, not those that went', async () => {
    const count = async () => (await get('/overview')).todo.reportsToWrite;
    expect(await count()).toBe(0);
    const calendar = (late: 'DUE' | 'SENT') =>
      service.publish('abonde.contributions.reports-changed.v1', {
        key: 'SIAAP-2020-SR',
        data: {
          agreement: 'SIAAP-2020-SR',
          id: randomUUID(),
          donor: 'SIAAP',
          reports: [
            { report: randomUUID(), kind: 'INTERIM', dueOn: '2026-01-31', state: late },
            { report: randomUUID(), kind: 'FINANCIAL', dueOn: '2026-07-30', state: 'DUE' },
            { report: randomUUID(), kind: 'FINAL', dueOn: '2026-07-31', state: 'DUE' },
          ],
        },
      });
    await calendar('DUE');
    await service.eventually(async () => expect(await count()).toBe(2));
    await calendar('SENT');
    await service.eventually(async () => expect(await count()).toBe(1));
  });

  it('tells more used than received as money carried over', async () => {
    const { flows }: { flows: Edge[] } = await get('/overview?from=2026-03-01&to=2026-03-31&instrument=COOPERATION');
    expect(flows.map(({ from, to, value }) => [from, to, value.amount])).toEqual([
      ['instrument:COOPERATION', 'project:KH-SR', '380.00'],
      ['own:AIMF-GENERAL', 'instrument:COOPERATION', '30.00'],
      ['carried:COOPERATION', 'instrument:COOPERATION', '350.00'],
    ]);
    for (const flow of flows) await expectEntries(flow);
  });

  it('adds opening, sources and uses up to what is held', async () => {
    const table = await get('/sources-and-uses?instrument=COOPERATION&from=2026-02-01');
    const sum = (edges: Edge[]) => Money.sum(edges.map(({ value }) => Money.of({ currency: 'EUR', ...value })));
    const closing = Money.of(table.opening.value).plus(sum(table.sources)).minus(sum(table.uses));
    expect(table.opening.value.amount).toBe('300.00');
    expect(closing.toJSON()).toEqual(table.closing.value);
  });

  it('balances every book and layer as of any date, as known at any instant', async () => {
    const known = await get('/trial-balance');
    expect(known.totals).toHaveLength(7);
    for (const total of known.totals) expect(total.balance.amount).toBe('0.00');
    const line = known.items.find(({ account }: { account: string }) => account === 'fund:emergency');
    expect(line.balance.amount).toBe('-60.00');
    await expectEntries({ value: line.balance, entries: line.entries });
    const then = await get('/trial-balance?asOf=2026-04-15&book=treasury');
    expect(then.items.find(({ account }: { account: string }) => account === 'bank:MAIN').balance.amount).toBe(
      '1295.00',
    );
    expect((await get('/trial-balance?knownAt=2020-01-01T00:00:00Z')).items).toEqual([]);
  });

  it('finds books, clearing and conservation sound', async () => {
    const integrity = await get('/integrity');
    expect(integrity.invariants.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([]);
    expect(
      integrity.books.map(({ book, verified, behind }: Record<string, unknown>) => [book, verified, behind]),
    ).toEqual([
      ['contributions', true, 0],
      ['treasury', true, 0],
      ['disbursements', true, 0],
      ['emergency-fund', true, 0],
    ]);
    for (const pair of integrity.clearing) expect(pair).toMatchObject({ difference: { amount: '0.00' }, inFlight: [] });
    const { conservation } = integrity;
    const amounts = Object.fromEntries(
      Object.entries<{ amount: string }>(conservation).map(([name, { amount }]) => [name, amount]),
    );
    expect(amounts).toEqual({
      opening: '1000.00',
      received: '570.00',
      interest: '30.00',
      recovered: '0.00',
      otherIncome: '0.00',
      exchangeGain: '0.00',
      held: '1330.00',
      paid: '240.00',
      refunded: '25.00',
      charges: '5.00',
      exchangeLoss: '0.00',
      difference: '0.00',
    });
    for (const { entries, ...value } of Object.values<{ amount: string; currency: string; entries?: string }>(
      conservation,
    )) {
      if (entries) await expectEntries({ value: { amount: value.amount, currency: 'EUR' } as Sum['value'], entries });
    }
  });

  it('follows a donor, an agreement, a project, a tranche, a case and a receipt so that every node lets out what comes in', async () => {
    const receipt = books.sealed.contributions.find(({ transaction }) => transaction.kind === 'receipt-recorded')!
      .transaction.transfer;
    for (const from of [
      'donor:SIAAP',
      'agreement:SIAAP-2020-SR',
      'project:KH-SR',
      'tranche:KH-SR-T1',
      'case:MG-2026',
      `receipt:${receipt}`,
    ]) {
      const trace = await get(`/trace?from=${from}`);
      expect({ from, edges: trace.edges.length > 0 }).toEqual({ from, edges: true });
      for (const edge of trace.edges) await expectEntries(edge);
      const passed = trace.nodes.filter(({ kind }: { kind: string }) =>
        ['receipt', 'agreement', 'project', 'tranche', 'case'].includes(kind),
      );
      expect(passed.length).toBeGreaterThan(0);
      for (const node of passed) expect({ from, ...node }).toEqual({ from, ...node, in: node.out });
    }
    const project = await get('/trace?from=project:KH-SR');
    expect(project.nodes.find(({ id }: { id: string }) => id === 'city:siem-reap')).toMatchObject({
      in: { amount: '200.00' },
      out: { amount: '200.00' },
    });
  });

  it('states what a donor gave, and shows a donor nothing else', async () => {
    const siaap = { roles: ['donor' as const], donor: 'SIAAP' };
    const statement = await get('/donors/SIAAP/statement', siaap);
    expect(statement).toMatchObject({
      received: { value: { amount: '500.00' } },
      allocated: { value: { amount: '350.00' } },
      disbursed: { value: { amount: '200.00' } },
      justified: { value: { amount: '120.00' } },
      closing: { value: { amount: '420.00' } },
    });
    const { donor: _donor, period: _period, asOf: _asOf, agreements: _agreements, ...totals } = statement;
    expect(Object.keys(totals)).toHaveLength(10);
    for (const total of Object.values<Sum>(totals)) await expectEntries(total);
    const [agreement] = statement.agreements;
    const moved = Money.sum(
      agreement.movements.map((movement: Sum) => Money.of({ currency: 'EUR', ...movement.value })),
    );
    expect(Money.of(agreement.opening.value).plus(moved).toJSON()).toEqual(agreement.closing.value);
    for (const sum of [
      agreement.opening,
      agreement.closing,
      agreement.received,
      agreement.disbursed,
      ...agreement.movements,
    ])
      await expectEntries(sum);
    const status = async (path: string) => (await service.http(siaap).get(path)).status;
    expect(
      await Promise.all(
        [
          '/donors/GENEVE/statement',
          '/trace?from=donor:GENEVE',
          '/trace?from=agreement:GENEVE-2026',
          '/ledger?donor=GENEVE',
          '/ledger?agreement=GENEVE-2026',
          '/ledger?agreement=SIAAP-2020-SR,GENEVE-2026',
        ].map(status),
      ),
    ).toEqual([404, 404, 404, 404, 404, 404]);
    expect(await Promise.all(['/overview', '/stream', '/events', '/integrity', '/trial-balance'].map(status))).toEqual([
      403, 403, 403, 403, 403,
    ]);
    const rows = await get('/ledger?limit=500', siaap);
    expect(
      new Set(rows.items.map(({ dimensions }: { dimensions: Record<string, string> }) => dimensions['agreement'])),
    ).toEqual(new Set(['SIAAP-2020-SR']));
    expect(JSON.stringify(await get('/trace?from=project:KH-SR', siaap))).not.toContain('AIMF-GENERAL');
    const city = { roles: ['city' as const], city: 'siem-reap' };
    expect((await service.http(city).get('/trace?from=project:KH-SR')).status).toBe(200);
    expect((await service.http(city).get('/ledger?project=OTHER')).status).toBe(404);
  });

  it('publishes figures to anybody, without the way to their entries', async () => {
    const { status, body } = await service.anonymous.get('/api/public/overview');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      demonstration: true,
      received: { amount: '570.00' },
      projects: [{ project: 'KH-SR' }],
    });
    expect(JSON.stringify(body)).not.toMatch(/\/api\/reporting\/ledger|SIAAP|Genève/);
    expect(body.flows).toContainEqual({
      from: 'donors',
      to: 'instrument:COOPERATION',
      value: { amount: '545.00', currency: 'EUR' },
    });
    expect((await service.anonymous.get('/overview')).status).toBe(401);
  });

  it('names money in flight, a rewritten book and the transaction that was replaced', async () => {
    const transfer = '0199b5c1-0000-7000-8000-00000000000a';
    const sent = books.post('treasury', {
      kind: 'receipt-matched',
      day: '2026-06-20',
      transfer,
      lines: ['suspense:MAIN > clearing:contributions 12.00'],
    });
    await service.publish('abonde.ledger.transaction-sealed.v1', { key: 'treasury', data: sent });
    await service.eventually(async () => {
      const { clearing, conservation } = await get('/integrity');
      expect(clearing[0]).toMatchObject({
        pair: 'treasury-contributions',
        difference: { amount: '0.00' },
        inFlight: [{ transfer, book: 'treasury', eur: { amount: '-12.00' }, overdue: false }],
      });
      expect(conservation).toMatchObject({ difference: { amount: '0.00' }, held: { inFlight: { amount: '-12.00' } } });
    });
    const altered = books.sealed.disbursements[2]!;
    altered.hash = 'f'.repeat(64);
    for (const later of books.sealed.disbursements.slice(2)) later.root = 'e'.repeat(64);
    const { books: checked, ok } = await get('/integrity');
    expect(ok).toBe(false);
    expect(checked.find(({ book }: { book: string }) => book === 'disbursements')).toMatchObject({
      verified: false,
      firstBad: { number: 3, transaction: altered.transaction.id },
    });
  });
});

function expectBalanced(flows: Edge[], node: string): void {
  const sum = (side: 'from' | 'to') =>
    Money.sum(flows.filter((flow) => flow[side] === node).map(({ value }) => Money.of({ currency: 'EUR', ...value })));
  expect({ node, sum: sum('to').toJSON() }).toEqual({ node, sum: sum('from').toJSON() });
}
