import { Money } from '@abonde/money';
import type { Answer } from '@abonde/testing';
import { officer } from './bank-desk';
import type { Books } from './books';
import { type Cast, people } from './stage';

const CENT = Money.eur('0.01');

/** One cent more than there is, asked of each place that decides on money: refused with what there is, and nothing is left of it. */
export async function refusesBeyond(books: Books, cast: Cast): Promise<void> {
  const before = await posted(books);
  for (const agreement of cast.agreements) await refund(books, agreement);
  for (const project of cast.projects) await tranche(books, project);
  await aid(books, cast.case);
  expect(await posted(books)).toEqual(before);
}

async function refund(books: Books, agreement: string): Promise<void> {
  const { figures } = await books.read(`/api/contributions/agreements/${agreement}`);
  const free = Money.eur(figures.free.value.amount);
  const body = { agreement, amount: free.plus(CENT).toJSON(), beneficiary: 'SIEM-REAP', reason: 'Trop' };
  insufficient(await books.ask(officer, '/api/contributions/refunds', body), free);
}

/** Where the state of the project or its plan refuse before the money does, there is no decision on money. */
async function tranche(books: Books, project: string): Promise<void> {
  const { figures } = await books.read(`/api/disbursements/projects/${project}`);
  const free = Money.eur(figures.free.value.amount);
  const path = `/api/disbursements/projects/${project}/tranches`;
  const { items } = await books.read(path);
  const plan = { number: items.length + 1, amount: free.plus(CENT).toJSON(), conditions: [] };
  const planned = await books.ask(people.projectOfficer, path, plan);
  if (planned.status >= 300) return;
  const its = `/api/disbursements/tranches/${planned.body.code}`;
  const requested = await books.ask(people.projectOfficer, `${its}/request`, { effectiveDate: '2026-06-10' });
  if (requested.status >= 300) return;
  await books.succeed(people.certifier, `${its}/certify`, { effectiveDate: '2026-06-11' });
  insufficient(await books.ask(people.controller, `${its}/approve`, { effectiveDate: '2026-06-12' }), free);
}

async function aid(books: Books, code: string): Promise<void> {
  const { available } = await books.read(`/api/emergency-fund/availability?case=${code}`);
  const free = Money.eur(available.amount);
  const wanted = {
    amount: free.plus(CENT).toJSON(),
    purpose: 'Abris',
    beneficiary: 'SIEM-REAP',
    effectiveDate: '2026-06-25',
  };
  const proposed = await books.ask(people.committee, `/api/emergency-fund/cases/${code}/proposals`, wanted);
  if (proposed.status >= 300) return;
  const path = `/api/emergency-fund/proposals/${proposed.body.id}`;
  for (const who of [people.committee, people.secretariat])
    await books.succeed(who, `${path}/signatures`, { version: proposed.body.version, effectiveDate: '2026-06-26' });
  const decision = { outcome: 'GRANTED', reason: 'Accord', effectiveDate: '2026-06-27' };
  insufficient(await books.ask(people.presidency, `${path}/decision`, decision), free);
}

function insufficient({ status, body }: Answer, available: Money): void {
  const { code, available: said } = body;
  expect({ status, code, available: said }).toEqual({
    status: 409,
    code: 'INSUFFICIENT_FUNDS',
    available: available.toJSON(),
  });
}

/** Decisions in each book; interest goes on accruing by itself meanwhile. */
async function posted(books: Books): Promise<number[]> {
  const counts: number[] = [];
  for (const service of ['contributions', 'disbursements', 'emergency-fund'] as const) {
    const [row] = await books
      .of(service)
      .sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM ledger.transactions WHERE kind IN ('refund-requested', 'tranche-approved', 'aid-decided')`,
      );
    counts.push(row?.count ?? 0);
  }
  return counts;
}
