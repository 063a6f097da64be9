import { randomUUID } from 'node:crypto';
import type { Book, CloudEvent, EventData, EventType } from '@abonde/contracts';
import { envelope } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type Body, startTestService, type TestService } from '@abonde/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module';
import { type Facts, SealedBooks } from '../entries/sealed-books.testing';
import { smallPath } from '../entries/small-path.testing';
import { Intake } from '../intake/intake.service';
import { type BookKeepers, bookKeepers } from './other-services.testing';

const SR = { instrument: 'COOPERATION', project: 'KH-SR' };
const SIAAP = { ...SR, agreement: 'SIAAP-2020-SR' };
const AID = { instrument: 'EMERGENCY', case: 'MG-2026' };

const money = (amount: string) => ({ amount, currency: 'EUR' });

/** What the Bureau voted for the project of the small path: 400.00 attributed. */
const subsidy = (engaged: string, plan: string): EventData<'abonde.disbursements.subsidy-attributed.v1'> => ({
  project: 'KH-SR',
  title: 'Siem Reap',
  session: '2026-1',
  sessionDate: '2026-03-01',
  instrument: 'COOPERATION',
  city: 'siem-reap',
  country: 'KH',
  theme: 'WATER_SANITATION',
  programme: null,
  period: { from: '2026-01-01', to: '2026-12-31' },
  engaged: money(engaged),
  attributed: money('400.00'),
  engagedTotal: money(engaged),
  attributedTotal: money('400.00'),
  planTotal: money(plan),
  fundShare: money(engaged),
  cityShare: money('0.00'),
  fundSources: [],
  lines: [],
});

const tranche = (...parts: string[]): EventData<'abonde.disbursements.tranche-approved.v1'> => ({
  project: 'KH-SR',
  tranche: 'KH-SR-T1',
  number: 1,
  amount: money('200.00'),
  split: parts.map((amount, at) => ({ agreement: `A-${at}`, amount: money(amount) })),
  reason: null,
});

const statement = (closing: string): EventData<'abonde.treasury.statement-imported.v1'> => ({
  account: 'MAIN',
  statement: randomUUID(),
  number: '1',
  from: '2026-01-01',
  to: '2026-06-30',
  opening: money('0.00'),
  closing: money(closing),
  new: 1,
  duplicates: 0,
});

describe('the integrity page', () => {
  let service: TestService;
  let others: BookKeepers;
  let books: SealedBooks;
  let sequence = 0;

  beforeAll(async () => {
    others = await bookKeepers(() => books);
    service = await startTestService({ service: 'reporting', module: AppModule, environment: others.environment });
  });
  afterAll(async () => {
    await service.stop();
    others.close();
  });

  /** Sound books, with every fact that a rule is checked against. */
  beforeEach(async () => {
    await service.sql('TRUNCATE stream_event, entry, month_sum, book_head, register');
    books = smallPath();
    await arrive(
      ...books.all().map(sealed),
      event('abonde.treasury.statement-imported.v1', 'MAIN', statement('1330.00')),
      event('abonde.disbursements.subsidy-attributed.v1', 'KH-SR', subsidy('450.00', '1000.00')),
      event('abonde.disbursements.tranche-approved.v1', 'KH-SR', tranche('150.00', '50.00')),
    );
  });

  function event<T extends EventType>(type: T, key: string, data: EventData<T>): CloudEvent {
    const [, context = ''] = type.split('.');
    return { ...envelope(context, { type, key, data }), sequence: ++sequence } as unknown as CloudEvent;
  }

  const sealed = (data: EventData<'abonde.ledger.transaction-sealed.v1'>) =>
    event('abonde.ledger.transaction-sealed.v1', data.book, data);

  const arrive = (...events: CloudEvent[]) =>
    service.app.get(DataSource).transaction((tx) => service.app.get(Intake).store(tx, events));

  /** Seals it as a service would, whatever it says. */
  async function post(book: Book, facts: Facts): Promise<string> {
    const data = books.post(book, { day: '2026-06-20', ...facts });
    await arrive(sealed(data));
    return data.transaction.id;
  }

  const read = async (): Promise<Body> => (await service.http('auditor').get('/integrity')).body;

  /** The only line that is red; its link lists entries. */
  async function red(): Promise<{ number: number; what: string[]; entries: string[] }> {
    const { ok, invariants } = await read();
    const broken = invariants.filter((line: Body) => !line.ok);
    expect(broken.map(({ number }: Body) => number)).toHaveLength(1);
    expect(ok).toBe(false);
    const [{ number, violations }] = broken;
    for (const { entries } of violations)
      expect((await service.http('auditor').get(entries)).body.items.length).toBeGreaterThan(0);
    return {
      number,
      what: violations.map(({ what }: Body) => what),
      entries: violations.map(({ entries }: Body) => entries),
    };
  }

  it('has a line for each of the twelve rules, in words, all green for sound books', async () => {
    const { ok, invariants, lag } = await read();
    expect(invariants.map(({ number, ok: green, statement: { fr, en } }: Body) => [number, green, !!fr, !!en])).toEqual(
      Array.from({ length: 12 }, (_, at) => [at + 1, true, true, true]),
    );
    expect(new Set(invariants.map(({ code }: Body) => code)).size).toBe(12);
    expect(ok).toBe(true);
    expect(lag).toMatchObject({ reason: null, events: expect.any(Number) });
  });

  describe('1, transaction', () => {
    it('euros of a layer that do not add up', async () => {
      const bad = books.post('contributions', { lines: ['pledge:A > pledge-contra:A 10.00'] });
      bad.transaction.postings[0]!.eur = money('10.01');
      await arrive(sealed(books.reseal(bad)));
      expect(await red()).toEqual({
        number: 1,
        what: [`contributions ${bad.number}`],
        entries: [`/api/reporting/ledger?transaction=${bad.transaction.id}`],
      });
    });

    it('an amount of a foreign currency that does not add up', async () => {
      const bad = books.post('contributions', { lines: ['receivable:USD > income:USD 10.00'] });
      bad.transaction.postings[0]!.amount = { amount: '11.00', currency: 'USD' };
      await arrive(sealed(books.reseal(bad)));
      expect(await red()).toMatchObject({ number: 1, what: [`contributions ${bad.number}`] });
    });
  });

  it('2, cash and fund: cash in one transaction, its origin in another', async () => {
    const transfer = randomUUID();
    await post('treasury', { transfer, lines: ['suspense:MAIN > clearing:contributions 10.00'] });
    await post('contributions', {
      transfer,
      dimensions: SIAAP,
      lines: ['clearing:treasury > receivable:SIAAP-2020-SR 10.00'],
    });
    await post('contributions', { dimensions: SIAAP, lines: ['fund:money > fund:envelope:SIAAP-2020-SR 10.00'] });
    const [cash, fund] = [-2, -1].map((at) => books.sealed.contributions.at(at)?.number);
    expect(await red()).toMatchObject({ number: 2, what: [`contributions ${cash}`, `contributions ${fund}`] });
  });

  describe('3, transfers', () => {
    it('two that differ, though their sum does not', async () => {
      const transfers = [randomUUID(), randomUUID()].sort();
      for (const [at, transfer] of transfers.entries()) {
        const [sent, received] = at === 0 ? ['12.00', '10.00'] : ['10.00', '12.00'];
        await post('treasury', { transfer, lines: [`suspense:MAIN > clearing:contributions ${sent}`] });
        await post('contributions', {
          transfer,
          dimensions: SIAAP,
          lines: [
            `clearing:treasury > receivable:SIAAP-2020-SR ${received}`,
            `fund:money > fund:envelope:SIAAP-2020-SR ${received}`,
          ],
        });
      }
      const { number, what } = await red();
      expect([number, what.sort()]).toEqual([3, transfers]);
    });

    it('one that has been on its way for sixteen minutes, not one of fourteen', async () => {
      const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
      const lines = ['suspense:MAIN > clearing:contributions 12.00'];
      await post('treasury', { transfer: randomUUID(), lines, postedAt: minutesAgo(14) });
      expect((await read()).ok).toBe(true);
      const transfer = randomUUID();
      await post('treasury', { transfer, lines, postedAt: minutesAgo(16) });
      expect(await red()).toMatchObject({ number: 3, what: [transfer] });
    });
  });

  it('4, bank: a statement that closes on another balance', async () => {
    await arrive(event('abonde.treasury.statement-imported.v1', 'MAIN', statement('1330.01')));
    expect(await red()).toMatchObject({ number: 4, what: ['MAIN: 133000 1330.01'] });
  });

  it('5, provenance: a fund that gives to an account which is none', async () => {
    await post('emergency-fund', { dimensions: AID, lines: ['fund:emergency > fund:lost 5.00'] });
    expect(await red()).toMatchObject({ number: 5, what: ['difference -5.00 EUR'] });
  });

  it('6, conservation: money at the bank that nobody received, and a fund doctored to agree', async () => {
    await post('treasury', { lines: ['bank:MAIN > found 5.00'] });
    await arrive(event('abonde.treasury.statement-imported.v1', 'MAIN', statement('1335.00')));
    await post('emergency-fund', { dimensions: AID, lines: ['fund:lost > fund:emergency 5.00'] });
    expect(await red()).toMatchObject({ number: 6, what: ['difference -5.00 EUR'] });
  });

  it('7, agreements: money of one agreement that arrives as another’s', async () => {
    const transfer = randomUUID();
    await post('contributions', {
      transfer,
      dimensions: SIAAP,
      lines: ['fund:envelope:SIAAP-2020-SR > fund:transfer:disbursements 7.00'],
    });
    expect((await read()).ok).toBe(true);
    await post('disbursements', {
      transfer,
      dimensions: { ...SR, agreement: 'GENEVE-2026' },
      lines: ['fund:transfer:contributions > fund:allocation:KH-SR:GENEVE-2026 7.00'],
    });
    expect(await red()).toMatchObject({ number: 7, what: ['GENEVE-2026 -7.00', 'SIAAP-2020-SR 7.00'] });
  });

  describe('8, floors', () => {
    const reserve = (from: string, to: string) =>
      post('contributions', { dimensions: SIAAP, lines: [`fund:reserved:${from} > fund:reserved:${to} 5.00`] });

    it('a decision beyond what there was, even mended since', async () => {
      await reserve('empty', 'full');
      const { number } = books.sealed.contributions.at(-1)!;
      expect(await red()).toMatchObject({ number: 8, what: [`contributions fund:reserved:empty ${number}`] });
      await reserve('full', 'empty');
      expect(await red()).toMatchObject({ number: 8, what: [`contributions fund:reserved:empty ${number}`] });
    });

    it('a fact that took what was not there is posted, its shortfall alerts until it is repaid', async () => {
      const facing = (debit: string, credit: string) =>
        post('contributions', { dimensions: SIAAP, lines: [`${debit} > ${credit} 3.00`] });
      await facing('fund:shortfall:SIAAP-2020-SR', 'fund:envelope:SIAAP-2020-SR');
      expect(await red()).toMatchObject({ number: 8, what: ['contributions fund:shortfall:SIAAP-2020-SR'] });
      expect((await read()).shortfalls).toMatchObject([{ amount: money('3.00') }]);
      await facing('fund:envelope:SIAAP-2020-SR', 'fund:shortfall:SIAAP-2020-SR');
      expect((await read()).ok).toBe(true);
    });
  });

  describe('9, emergency fund', () => {
    it('aid from the donations of another case', async () => {
      await post('emergency-fund', {
        dimensions: { ...AID, case: 'TG-2026' },
        lines: ['fund:emergency > fund:donations:TG-2026 10.00'],
      });
      expect((await read()).ok).toBe(true);
      await post('emergency-fund', {
        dimensions: AID,
        lines: [['fund:donations:TG-2026 > fund:aid:MG-2026 10.00', AID]],
      });
      const { number } = books.sealed['emergency-fund'].at(-1)!;
      expect(await red()).toMatchObject({ number: 9, what: [`emergency-fund ${number}`] });
    });

    it('aid beyond the realised products', async () => {
      await post('emergency-fund', { dimensions: AID, lines: ['fund:emergency > fund:aid:MG-2026 60.01'] });
      const { number } = books.sealed['emergency-fund'].at(-1)!;
      expect(await red()).toMatchObject({ number: 9, what: [`emergency-fund fund:emergency ${number}`] });
    });
  });

  it('10, eighty percent: a plan of which the allocations are a cent too much', async () => {
    await arrive(event('abonde.disbursements.subsidy-attributed.v1', 'KH-SR', subsidy('450.00', '475.00')));
    expect((await read()).ok).toBe(true);
    await arrive(event('abonde.disbursements.subsidy-attributed.v1', 'KH-SR', subsidy('450.00', '474.99')));
    expect(await red()).toMatchObject({ number: 10, what: ['KH-SR'] });
  });

  describe('11, paid, allocated, attributed, engaged, plan', () => {
    it('attributed beyond what is engaged', async () => {
      await arrive(event('abonde.disbursements.subsidy-attributed.v1', 'KH-SR', subsidy('399.99', '1000.00')));
      expect(await red()).toMatchObject({ number: 11, what: ['KH-SR'] });
    });

    it('engaged beyond the plan', async () => {
      await arrive(event('abonde.disbursements.subsidy-attributed.v1', 'KH-SR', subsidy('1000.01', '1000.00')));
      expect(await red()).toMatchObject({ number: 11, what: ['KH-SR'] });
    });

    it('a tranche whose parts are not it', async () => {
      await arrive(event('abonde.disbursements.tranche-approved.v1', 'KH-SR', tranche('150.00', '49.99')));
      expect(await red()).toMatchObject({ number: 11, what: ['KH-SR-T1'] });
    });

    it('stays green when what a city was overpaid comes back and goes back to its envelope', async () => {
      const [back, released] = [randomUUID(), randomUUID()];
      await post('treasury', { lines: ['bank:MAIN > suspense:MAIN 200.00'] });
      await arrive(event('abonde.treasury.statement-imported.v1', 'MAIN', statement('1530.00')));
      await post('treasury', { transfer: back, lines: ['suspense:MAIN > clearing:disbursements 200.00'] });
      await post('disbursements', { dimensions: SR, lines: ['recoverable:KH-SR > aid-expense:KH-SR 200.00'] });
      await post('disbursements', {
        kind: 'recovery-received',
        transfer: back,
        dimensions: SIAAP,
        lines: [
          'clearing:treasury > recoverable:KH-SR 200.00',
          'fund:money > fund:allocation:KH-SR:SIAAP-2020-SR 200.00',
          'fund:to-justify:KH-SR:SIAAP-2020-SR > fund:advanced:KH-SR:SIAAP-2020-SR 80.00',
        ],
      });
      await post('disbursements', {
        transfer: released,
        dimensions: SIAAP,
        lines: ['fund:allocation:KH-SR:SIAAP-2020-SR > fund:transfer:contributions 350.00'],
      });
      await post('contributions', {
        transfer: released,
        dimensions: SIAAP,
        lines: ['fund:transfer:disbursements > fund:envelope:SIAAP-2020-SR 350.00'],
      });
      const { ok, conservation } = await read();
      expect([ok, conservation.recovered.amount]).toEqual([true, '200.00']);
    });
  });

  describe('12, append-only', () => {
    it('a whole chain rewritten by its owner, by reporting’s own copy of the heads', async () => {
      const known = books.sealed.disbursements;
      const altered = structuredClone(known[2]!);
      altered.transaction.postings.forEach((posting) => {
        posting.amount = posting.eur = Money.of(posting.eur).plus(Money.of(posting.eur)).toJSON();
      });
      books = books.rewritten('disbursements', altered);
      expect(books.sealed.disbursements).toHaveLength(known.length);
      expect(await red()).toEqual({
        number: 12,
        what: ['disbursements 3'],
        entries: [`/api/reporting/ledger?transaction=${altered.transaction.id}`],
      });
      expect((await read()).books.find(({ book }: Body) => book === 'disbursements')).toMatchObject({
        verified: false,
        firstBad: { number: 3, transaction: altered.transaction.id, reason: expect.stringContaining('replaced') },
      });
    });

    it('gives the head of any block as it was published, whatever its owner says since', async () => {
      const { block, root } = books.sealed.treasury[1]!;
      books = books.rewritten('treasury', {
        ...books.sealed.treasury[0]!,
        transaction: books.sealed.treasury[2]!.transaction,
      });
      expect(books.sealed.treasury[1]?.root).not.toBe(root);
      const { body } = await service.http('auditor').get(`/heads/treasury/${block}`);
      expect(body).toEqual({ book: 'treasury', block, root, transactions: 2 });
      expect((await service.http('auditor').get('/heads/treasury/999')).status).toBe(404);
      expect((await service.http('donor').get(`/heads/treasury/${block}`)).status).toBe(403);
    });

    it('a transaction whose content is not what its seal says', async () => {
      const bad = structuredClone(books.post('contributions', { lines: ['pledge:A > pledge-contra:A 10.00'] }));
      bad.transaction.reason = 'Something else';
      await arrive(sealed(bad));
      expect(await red()).toMatchObject({ number: 12, what: [`contributions ${bad.number}`] });
    });
  });

  it('gathers the statements of an agreement from the books that have something of it, or passes a refusal on', async () => {
    const { body } = await service.http('auditor').get('/agreements/SIAAP-2020-SR/statement?from=2026-01-01');
    const query = 'agreement=SIAAP-2020-SR&from=2026-01-01';
    expect(body.statements).toEqual(
      ['contributions', 'disbursements', 'emergency-fund'].map((book) => ({ book, query, balances: [{}] })),
    );
    expect((await service.http('auditor').get('/agreements/A/statement')).body.statements[0].query).toBe('agreement=A');
    const refused = await service.http('auditor').get('/agreements/HUGE/statement');
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({ code: 'STATEMENT_TOO_LONG', longest: 5 }),
    ]);
    expect((await service.http('donor').get('/agreements/A/statement')).status).toBe(403);
  });
});
