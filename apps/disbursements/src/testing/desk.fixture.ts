import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@abonde/contracts';
import type { Role } from '@abonde/platform';
import { type Answer, startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../app.module';

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

interface Line {
  agreement: string;
  amount: string;
  countsAs?: 'FUND' | 'CITY';
}

/** A transaction as a test reads it: `account` → signed euros, debit positive. */
export type Entry = Record<string, string>;

/** The service with the people around it: each method is what one of them does in the life of a project. */
export class Desk {
  private constructor(readonly service: TestService) {}

  static async open(day = '2024-06-30'): Promise<Desk> {
    const service = await startTestService({ service: 'disbursements', module: AppModule });
    const desk = new Desk(service);
    await service.setDay(day);
    await desk.as('secretariat', 'POST', '/cities', {
      name: 'Siem Reap',
      country: 'KH',
      memberSince: 2003,
      bureauMember: false,
    });
    return desk;
  }

  /** Calls as a role, or as a person of it (`project-officer/bob`). */
  call(
    who: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer> {
    const [role, person] = who.split('/') as [Role, string | undefined];
    const city = role === 'city' ? { city: person ?? 'SIEM-REAP' } : {};
    const client = this.service.http({ roles: [role], ...(person && { sub: person }), ...city });
    if (method === 'GET') return client.get(path, headers);
    return client[method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete'](path, body, headers);
  }

  /** A call that succeeds. @throws with the problem */
  async as(
    who: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Answer['body']> {
    const answer = await this.call(who, method, path, body);
    if (answer.status >= 300)
      throw new Error(`${who} ${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async draft(code: string, change: Record<string, unknown> = {}): Promise<void> {
    await this.as('project-officer', 'POST', '/projects', { ...dossier(code), effectiveDate: '2023-01-02', ...change });
  }

  async bringSignedRequest(code: string): Promise<void> {
    const form = new FormData();
    form.append('kind', 'SIGNED_REQUEST');
    form.append('file', new Blob(['%PDF-1.4\n%%EOF'], { type: 'application/pdf' }), 'demande.pdf');
    await this.as('project-officer', 'POST', `/projects/${code}/documents`, form);
  }

  async move(code: string, move: string, body: Record<string, unknown> = {}): Promise<void> {
    const role = move === 'submit' ? 'project-officer' : 'secretariat';
    await this.as(role, 'POST', `/projects/${code}/${move}`, body);
  }

  async appraised(code: string, change: Record<string, unknown> = {}): Promise<void> {
    await this.draft(code, change);
    await this.bringSignedRequest(code);
    await this.move(code, 'submit', { effectiveDate: '2023-01-10' });
    await this.move(code, 'declare-complete', { effectiveDate: '2023-01-20' });
    await this.move(code, 'appraise', { effectiveDate: '2023-02-01', note: 'Favorable' });
  }

  async session(code: string, date: string, projects: string[]): Promise<void> {
    await this.as('bureau-secretary', 'POST', '/bureau-sessions', { code, date, place: 'Paris' });
    await this.as('secretariat', 'POST', `/bureau-sessions/${code}/agenda`, { projects });
  }

  async vote(session: string, projectId: string, amounts: { engaged?: string; attributed: string }): Promise<void> {
    await this.as('bureau-secretary', 'POST', `/bureau-sessions/${session}/votes`, {
      projectId,
      outcome: 'APPROVED',
      for: 9,
      against: 1,
      abstentions: 0,
      attributed: eur(amounts.attributed),
      ...(amounts.engaged && { engaged: eur(amounts.engaged) }),
    });
  }

  /** From nothing to a running project whose subsidy was voted on 2023-04-28. */
  async running(code: string, attributed = '800000.00', change: Record<string, unknown> = {}): Promise<void> {
    await this.appraised(code, change);
    await this.session(`B-${code}`, '2023-04-28', [code]);
    await this.vote(`B-${code}`, code, { engaged: '800000.00', attributed });
    await this.as('bureau-secretary', 'POST', `/bureau-sessions/B-${code}/close`);
    await this.move(code, 'sign-agreement', { effectiveDate: '2023-05-05' });
    await this.move(code, 'start', { effectiveDate: '2023-06-01' });
  }

  /** What contributions sends once a controller confirmed: the money crosses under `transfer`. */
  async allocate(
    project: string,
    lines: Line[],
    dates: { valueDate?: string; transfer?: string } = {},
  ): Promise<CloudEvent> {
    const { valueDate = '2023-06-05', transfer = randomUUID() } = dates;
    const data = {
      project,
      allocation: randomUUID(),
      effectiveDate: valueDate,
      lines: lines.map(({ agreement, amount, countsAs = 'FUND' as const }) => ({
        agreement,
        amount: eur(amount),
        reason: 'earmarked',
        countsAs,
      })),
    };
    return this.tell('abonde.contributions.allocation-confirmed.v1', {
      key: project,
      data,
      transfer,
      valueDate,
      accountingDate: valueDate,
    });
  }

  async plan(project: string, number: number, amount: string, conditions: unknown[] = []): Promise<string> {
    const { code } = await this.as('project-officer', 'POST', `/projects/${project}/tranches`, {
      number,
      amount: eur(amount),
      conditions,
    });
    return code as string;
  }

  async certified(project: string, number: number, amount: string, conditions: unknown[] = []): Promise<string> {
    const code = await this.plan(project, number, amount, conditions);
    await this.as('project-officer/ann', 'POST', `/tranches/${code}/request`, { effectiveDate: '2023-06-10' });
    await this.as('project-officer/bob', 'POST', `/tranches/${code}/certify`, { effectiveDate: '2023-06-12' });
    return code;
  }

  /** Approves and answers the id of the payment asked of treasury. */
  async approved(
    project: string,
    number: number,
    amount: string,
  ): Promise<{ tranche: string; paymentRequest: string }> {
    const tranche = await this.certified(project, number, amount);
    await this.as('finance-controller', 'POST', `/tranches/${tranche}/approve`, { effectiveDate: '2023-06-15' });
    return { tranche, paymentRequest: await this.lastRequest(tranche) };
  }

  async lastRequest(tranche: string): Promise<string> {
    const requests = await this.service.published('abonde.disbursements.payment-requested.v1');
    const last = requests.filter(({ data }) => data.tranche === tranche).at(-1);
    if (!last) throw new Error(`No payment was asked for ${tranche}`);
    return last.data.paymentRequest;
  }

  async bank(
    fact: 'payment-settled' | 'payment-returned',
    paymentRequest: string,
    amount: string,
    valueDate: string,
    transfer: string = randomUUID(),
  ): Promise<CloudEvent> {
    const ids = { order: randomUUID(), entry: randomUUID(), match: randomUUID() };
    const data = {
      paymentRequest,
      kind: 'TRANCHE' as const,
      ...ids,
      account: 'BANK',
      eur: eur(amount),
      reason: fact === 'payment-returned' ? 'AC04' : null,
    };
    return this.tell(`abonde.treasury.${fact}.v1`, {
      key: paymentRequest,
      data,
      transfer,
      valueDate,
      accountingDate: valueDate,
    });
  }

  async fail(
    fact: 'payment-rejected' | 'payment-cancelled',
    paymentRequest: string,
    amount: string,
  ): Promise<CloudEvent> {
    const data = {
      paymentRequest,
      kind: 'TRANCHE' as const,
      order: randomUUID(),
      amount: eur(amount),
      file: null,
      reason: 'Compte clos',
    };
    return this.tell(`abonde.treasury.${fact}.v1`, { key: paymentRequest, data, valueDate: '2023-06-18' });
  }

  /** Publishes as another service and waits until it is handled. */
  tell: TestService['publish'] = async (type, event) => {
    const published = await this.service.publish(type, event);
    await this.service.handled(published);
    return published;
  };

  async entries(reference: string, kind: string): Promise<Entry[]> {
    const rows = await this.service.sql<{ position: string; path: string; eur: string }>(
      `SELECT t.position, a.path, (sum(p.eur) / 100.0)::numeric(20, 2)::text AS eur
         FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position JOIN ledger.accounts a ON a.id = p.account
        WHERE t.kind = $2 AND t.reference = $1 GROUP BY t.position, a.path ORDER BY t.position, a.path`,
      [reference, kind],
    );
    const byTransaction = new Map<string, Entry>();
    for (const { position, path, eur: amount } of rows)
      byTransaction.set(position, { ...byTransaction.get(position), [path]: amount });
    return [...byTransaction.values()];
  }

  async figures(project: string): Promise<Record<string, string>> {
    const { figures } = await this.as('auditor', 'GET', `/projects/${project}`);
    return Object.fromEntries(
      Object.entries(figures as Record<string, { value: { amount: string } }>).map(([name, { value }]) => [
        name,
        value.amount,
      ]),
    );
  }

  /** What the entries add up to that each figure of a project opens onto. */
  async entriesOfFigures(project: string): Promise<Record<string, string>> {
    const { figures } = await this.as('auditor', 'GET', `/projects/${project}`);
    const sums: Record<string, string> = {};
    for (const [name, { entries }] of Object.entries(figures as Record<string, { entries: string }>)) {
      const sum = await this.sumOfEntries(entries);
      if (sum !== undefined) sums[name] = sum;
    }
    return sums;
  }

  /** The same of what each agreement has in it: each amount beside the sum of the entries it opens onto. */
  async provenance(project: string): Promise<[figure: string, said: string, entries: string | undefined][]> {
    const { provenance } = await this.as('auditor', 'GET', `/projects/${project}`);
    const told: [string, string, string | undefined][] = [];
    for (const { agreement, entries, ...amounts } of provenance)
      for (const [name, link] of Object.entries(entries as Record<string, string>))
        told.push([`${name} of ${agreement}`, amounts[name].amount, await this.sumOfEntries(link)]);
    return told;
  }

  private async sumOfEntries(link: string): Promise<string | undefined> {
    const query = new URL(link, 'http://x').searchParams;
    if (!query.has('account')) return undefined;
    const [row] = await this.service.sql<{ euros: string }>(
      `SELECT (coalesce(sum(p.eur), 0) * $4 / 100.0)::numeric(20, 2)::text AS euros
         FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position JOIN ledger.accounts a ON a.id = p.account
        WHERE a.path LIKE $1 AND p.dimensions ->> 'project' = $2 AND ($3::text IS NULL OR t.kind = ANY (string_to_array($3, ',')))
          AND ($5::text IS NULL OR p.dimensions ->> 'agreement' = $5)`,
      [
        // As reporting does: `*` stands for anything at the end only.
        query.get('account')?.replace(/\*$/, '%'),
        query.get('project'),
        query.get('kind'),
        query.has('side') ? -1 : 1,
        query.get('agreement'),
      ],
    );
    return row?.euros;
  }

  async movements(project: string): Promise<string[]> {
    const events = await this.service.published('abonde.disbursements.project-money-moved.v1');
    return events
      .filter(({ data }) => data.project === project)
      .map(({ data, valuedate }) => `${data.cause} ${data.agreement} ${data.delta.amount} ${valuedate}`);
  }
}

export function dossier(code: string): Record<string, unknown> {
  return {
    code,
    title: `Projet ${code}`,
    city: 'Siem Reap',
    theme: 'WATER_SANITATION',
    instrument: 'COOPERATION',
    period: { from: '2023-01-01', to: '2025-12-31' },
    markers: { gender: 1 },
    narrative: { context: 'c', objectives: 'o', activities: 'a', sustainability: 's' },
    resultsFramework: {
      outcomes: [{ title: 'Service', indicators: [{ title: 'Foyers', baseline: '0', target: '500' }] }],
    },
    budgetLines: [
      { label: 'Travaux', amount: eur('900000.00') },
      { label: 'Études', amount: eur('100000.00') },
    ],
    financingPlan: {
      total: eur('1000000.00'),
      sources: [
        { kind: 'FUND', name: 'SIAAP', amount: eur('500000.00'), inKind: false },
        { kind: 'FUND', name: 'AESN', amount: eur('300000.00'), inKind: false },
        { kind: 'CITY', name: 'Siem Reap', amount: eur('200000.00'), inKind: false },
      ],
    },
  };
}
