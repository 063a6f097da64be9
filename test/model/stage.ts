import type { TokenOptions } from '@abonde/testing';
import { dossier } from '../../apps/disbursements/src/testing/desk.fixture';
import { eur } from '../../infra/actors/registers';
import { BankDesk, officer } from './bank-desk';
import type { Books } from './books';

const person = (role: TokenOptions['roles'][number], sub: string): TokenOptions => ({
  roles: [role],
  sub,
  acr: 'decide',
});
/** Everybody is somebody else: nobody may approve what they entered. */
export const people = {
  officer,
  controller: person('finance-controller', 'carl'),
  otherController: person('finance-controller', 'cora'),
  thirdController: person('finance-controller', 'cleo'),
  projectOfficer: person('project-officer', 'paul'),
  certifier: person('project-officer', 'petra'),
  secretariat: person('secretariat', 'sven'),
  cosigner: person('secretariat', 'sara'),
  bureau: person('bureau-secretary', 'bert'),
  committee: person('committee-presidency', 'cato'),
  presidency: person('presidency', 'pria'),
};

export interface Instalment {
  id: string;
  agreement: string;
  donor: string;
  amount: string;
}

/** What one run plays with: names of its own in books that other runs use too. */
export interface Cast {
  donors: string[];
  agreements: string[];
  instalments: Instalment[];
  projects: string[];
  case: string;
}

const INSTALMENTS = ['300.00', '200.00', '100.03'];
const TOTAL = '600.03';

/** What every run needs: own resources, a bank account that bears interest, a city that can be paid. */
export async function setStage(books: Books, bank: BankDesk): Promise<void> {
  const { controller, secretariat } = people;
  await books.succeed(officer, '/api/contributions/donors', donor('AIMF', 'INTERNAL'));
  await agreement(books, 'AIMF-GENERAL', 'AIMF', { amount: eur('100000.00'), instalments: [] });
  await bank.open();
  const city = { name: 'Siem Reap', country: 'KH', memberSince: 2003, bureauMember: false };
  await books.succeed(secretariat, '/api/disbursements/cities', city);
  const details = {
    code: 'SIEM-REAP',
    name: 'Siem Reap',
    country: 'KH',
    iban: 'FR7630001007941234567890185',
    address: { town: 'Siem Reap' },
  };
  const { id } = await books.succeed(officer, '/api/treasury/beneficiaries', details);
  await books.succeed(controller, `/api/treasury/beneficiaries/${id}/confirm`);
  await books.settled();
  const placement = {
    code: bank.account,
    account: bank.account,
    pool: 'EUR',
    currency: 'EUR',
    dayCount: 'ACT/360',
    capitalisation: 'QUARTERLY',
    openedOn: '2026-01-01',
  };
  await books.succeed(officer, '/api/emergency-fund/placements', placement);
  const path = `/api/emergency-fund/placements/${bank.account}/rates`;
  const rate = await books.succeed(officer, path, { from: '2026-01-01', rate: '12.00' });
  await books.succeed(controller, `${path}/${rate.id}/confirm`);
}

/** Two donors, an agreement each, two voted projects and an open case. */
export async function castFor(books: Books, run: string): Promise<Cast> {
  const [first, second] = [`D1-${run}`, `D2-${run}`];
  const projects = [`P1-${run}`, `P2-${run}`];
  const instalments: Instalment[] = [];
  const agreements = [`A1-${run}`, `A2-${run}`];
  for (const [at, name] of [first, second].entries()) {
    await books.succeed(officer, '/api/contributions/donors', donor(name));
    const code = agreements[at] ?? '';
    await agreement(books, code, name, {
      amount: eur(TOTAL),
      earmark: { level: 'PROJECT', projects },
      ...(at === 1 && {
        managementFeeRate: '7',
        interestClauses: [{ from: '2026-01-01', kind: 'RETAIN_IN_AGREEMENT' }],
      }),
      instalments: INSTALMENTS.map((amount, number) => ({
        number: number + 1,
        amount: eur(amount),
        dueOn: '2026-02-01',
        condition: { kind: 'DATE' },
      })),
    });
    for (const [number, amount] of INSTALMENTS.entries()) {
      const path = `/api/contributions/agreements/${code}/instalments/${number + 1}/call`;
      const { id } = await books.succeed(officer, path, { effectiveDate: '2026-01-05' });
      instalments.push({ id, agreement: code, donor: name, amount });
    }
  }
  for (const project of projects) await appraised(books, project, [first, second]);
  await voted(books, `B-${run}`, projects);
  const opened = {
    code: `C-${run}`,
    city: 'Siem Reap',
    country: 'KH',
    kind: 'FLOOD',
    occurredOn: '2026-02-01',
    needs: 'Abris',
    effectiveDate: '2026-02-01',
  };
  await books.succeed(people.committee, '/api/emergency-fund/cases', opened);
  return { donors: [first, second], agreements, instalments, projects, case: opened.code };
}

async function appraised(books: Books, code: string, donors: string[]): Promise<void> {
  const { projectOfficer, secretariat } = people;
  const path = `/api/disbursements/projects/${code}`;
  const sources = [
    ...donors.map((name) => ({ kind: 'FUND', name, amount: eur('400.00'), inKind: false })),
    { kind: 'CITY', name: 'Siem Reap', amount: eur('200.00'), inKind: false },
  ];
  await books.succeed(projectOfficer, '/api/disbursements/projects', {
    ...dossier(code),
    effectiveDate: '2026-01-02',
    period: { from: '2026-01-01', to: '2027-12-31' },
    budgetLines: [{ label: 'Travaux', amount: eur('1000.00') }],
    financingPlan: { total: eur('1000.00'), sources },
  });
  const form = new FormData();
  form.append('kind', 'SIGNED_REQUEST');
  form.append('file', new Blob(['%PDF-1.4\n%%EOF'], { type: 'application/pdf' }), 'demande.pdf');
  await books.succeed(projectOfficer, `${path}/documents`, form);
  await books.succeed(projectOfficer, `${path}/submit`, { effectiveDate: '2026-01-10' });
  await books.succeed(secretariat, `${path}/declare-complete`, { effectiveDate: '2026-01-12' });
  await books.succeed(secretariat, `${path}/appraise`, { effectiveDate: '2026-01-14', note: 'Favorable' });
}

async function voted(books: Books, session: string, projects: string[]): Promise<void> {
  const { bureau, secretariat } = people;
  const path = `/api/disbursements/bureau-sessions/${session}`;
  const meeting = { code: session, date: '2026-02-02', place: 'Paris' };
  await books.succeed(bureau, '/api/disbursements/bureau-sessions', meeting);
  await books.succeed(secretariat, `${path}/agenda`, { projects });
  for (const projectId of projects) {
    const vote = { projectId, outcome: 'APPROVED', for: 9, against: 1, abstentions: 0 };
    await books.succeed(bureau, `${path}/votes`, { ...vote, engaged: eur('800.00'), attributed: eur('500.00') });
  }
  await books.succeed(bureau, `${path}/close`);
  for (const project of projects) {
    const its = `/api/disbursements/projects/${project}`;
    await books.succeed(secretariat, `${its}/sign-agreement`, { effectiveDate: '2026-02-05' });
    await books.succeed(secretariat, `${its}/start`, { effectiveDate: '2026-02-06' });
  }
}

function donor(code: string, kind = 'WATER_AGENCY'): object {
  return { code, name: code, kind, country: 'FR', payerAliases: [] };
}

async function agreement(books: Books, code: string, donorCode: string, terms: object): Promise<void> {
  await books.succeed(officer, '/api/contributions/agreements', {
    code,
    donor: donorCode,
    instrument: 'COOPERATION',
    signedOn: '2026-01-02',
    effectiveDate: '2026-01-02',
    period: { from: '2026-01-01', to: '2028-12-31' },
    countsAs: 'FUND',
    pool: 'EUR',
    earmark: { level: 'NONE' },
    interestClauses: [{ from: '2026-01-01', kind: 'EMERGENCY_FUND' }],
    ...terms,
  });
}
