import type { EventData, MoneyData } from '@abonde/contracts';
import { startTestService, type TestService } from '@abonde/testing';
import { AppModule } from './app.module';

export const eur = (amount: string): MoneyData => ({ amount, currency: 'EUR' });
export const inCurrency = (amount: string, currency: string): MoneyData => ({ amount, currency });

interface PostingRow {
  kind: string;
  account: string;
  amount: string;
  currency: string;
  eur: string;
}

const decimals = (minor: string) =>
  `${minor.startsWith('-') ? '-' : ''}${minor
    .replace('-', '')
    .padStart(3, '0')
    .replace(/(\d\d)$/, '.$1')}`;

/** The service with its donors and agreements, ready to be told what the others say. */
export class Stage {
  readonly officer;
  readonly controller;

  private constructor(readonly service: TestService) {
    this.officer = service.http('finance-officer');
    this.controller = service.http('finance-controller');
  }

  static async set(): Promise<Stage> {
    const service = await startTestService({
      service: 'contributions',
      module: AppModule,
      environment: { BUSINESS_DAY: '2026-02-20' },
    });
    return new Stage(service);
  }

  async donor(code: string, kind = 'PUBLIC_SYNDICATE'): Promise<void> {
    const { status, body } = await this.officer.post('/donors', { code, name: code, kind, country: 'FR' });
    if (status !== 201) throw new Error(JSON.stringify(body));
  }

  async general(): Promise<void> {
    await this.donor('AIMF', 'INTERNAL');
    await this.agreement({
      code: 'AIMF-GENERAL',
      donor: 'AIMF',
      amount: eur('4200000.00'),
      signedOn: '2018-01-01',
      period: { from: '2018-01-01', to: '2030-12-31' },
      earmark: { level: 'NONE' },
      instalments: [],
    });
  }

  async agreement(terms: Record<string, unknown>): Promise<void> {
    const amount = terms.amount as MoneyData;
    const { status, body } = await this.officer.post('/agreements', {
      instrument: 'COOPERATION',
      signedOn: '2019-12-16',
      period: { from: '2020-01-01', to: '2026-12-31' },
      countsAs: 'FUND',
      interestClauses: [{ from: '2020-01-01', kind: 'EMERGENCY_FUND' }],
      instalments: [{ number: 1, amount, dueOn: '2020-02-01', condition: { kind: 'DATE' } }],
      ...terms,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
  }

  async call(
    agreement: string,
    body: Record<string, unknown> = {},
  ): Promise<{ id: string; reference: string; document: string }> {
    const answer = await this.officer.post(`/agreements/${agreement}/instalments/1/call`, {
      effectiveDate: '2020-01-15',
      ...body,
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  /** Treasury says a match; waits until it is handled. */
  async receive(
    data: Partial<EventData<'abonde.treasury.receipt-matched.v1'>>,
    valueDate = '2020-02-10',
  ): Promise<string> {
    const match = data.match ?? crypto.randomUUID();
    const event = await this.service.publish('abonde.treasury.receipt-matched.v1', {
      key: match,
      transfer: crypto.randomUUID(),
      valueDate,
      accountingDate: valueDate,
      data: {
        match,
        entry: crypto.randomUUID(),
        account: 'MAIN-EUR',
        eur: eur('0.00'),
        original: data.eur ?? eur('0.00'),
        charges: null,
        targets: [],
        ...data,
      },
    });
    await this.service.handled(event);
    return match;
  }

  async attribute(
    project: string,
    data: Partial<EventData<'abonde.disbursements.subsidy-attributed.v1'>>,
  ): Promise<void> {
    const attributed = data.attributedTotal ?? eur('100.00');
    const event = await this.service.publish('abonde.disbursements.subsidy-attributed.v1', {
      key: project,
      data: {
        project,
        title: project,
        session: 'BUREAU-1',
        sessionDate: '2020-03-01',
        instrument: 'COOPERATION',
        city: 'SIEM-REAP',
        country: 'KH',
        theme: 'WATER_SANITATION',
        programme: null,
        period: { from: '2020-01-01', to: '2026-12-31' },
        engaged: attributed,
        attributed,
        engagedTotal: attributed,
        attributedTotal: attributed,
        planTotal: eur('1000000.00'),
        fundShare: attributed,
        cityShare: eur('200000.00'),
        fundSources: [],
        lines: [],
        ...data,
      },
    });
    await this.service.handled(event);
  }

  /** Lines `account amount` of the last transaction of a kind, debit positive, with the EUR value where it differs. */
  async postings(kind: string): Promise<string[]> {
    const rows = await this.service.sql<PostingRow>(
      `SELECT a.path AS account, p.amount::text, p.currency, p.eur::text FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE p.transaction = (SELECT max(position) FROM ledger.transactions WHERE kind = $1) ORDER BY p.line`,
      [kind],
    );
    return rows.map(({ account, amount, currency, eur: value }) =>
      currency === 'EUR'
        ? `${account} ${decimals(amount)}`
        : `${account} ${decimals(amount)} ${currency} (${decimals(value)})`,
    );
  }

  /** Money that waits is given to an instalment by one person and confirmed by another. */
  async apply(unapplied: string, body: Record<string, unknown>): Promise<void> {
    const prepared = await this.officer.post(`/unapplied/${unapplied}/apply`, body);
    const confirmed = await this.controller.post(`/unapplied/applications/${prepared.body.id}/confirm`, {});
    if (confirmed.status !== 200) throw new Error(JSON.stringify([prepared.body, confirmed.body]));
  }

  async envelope(agreement: string): Promise<string> {
    return (await this.officer.get(`/agreements/${agreement}`)).body.figures.free.value.amount;
  }

  /** Oldest first. */
  async allocations(
    status: string,
  ): Promise<{ id: string; project: string; missing: MoneyData; lines: { agreement: string; amount: MoneyData }[] }[]> {
    return (await this.officer.get(`/allocations?status=${status}`)).body.items.reverse();
  }

  /** Transactions in which clearing and money do not move together: there must be none. */
  async broken(): Promise<unknown[]> {
    return this.service.sql(
      `SELECT t.kind, sum(p.eur) FILTER (WHERE a.path = 'clearing:treasury') AS clearing, sum(p.eur) FILTER (WHERE a.path = 'fund:money') AS money
         FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account JOIN ledger.transactions t ON t.position = p.transaction
        GROUP BY t.position, t.kind
       HAVING coalesce(sum(p.eur) FILTER (WHERE a.path = 'clearing:treasury'), 0) <> coalesce(sum(p.eur) FILTER (WHERE a.path = 'fund:money'), 0)
           OR sum(p.eur) FILTER (WHERE a.layer = 'GENERAL') <> 0 OR sum(p.eur) FILTER (WHERE a.layer = 'FUND') <> 0`,
    );
  }

  async deadLetters(): Promise<unknown[]> {
    return this.service.sql('SELECT * FROM dead_letter');
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
