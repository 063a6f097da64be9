import type { Actors, Who } from './who';

export const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'EUR' });

/** Fictitious, with a valid check digit. */
export const SIEM_REAP_IBAN = 'FR7630001007941234567890185';

/** What every journey needs: the association's own resources, under which openings and charges go. */
export async function ownResources(actors: Actors): Promise<void> {
  await donor(actors, 'AIMF', 'INTERNAL');
  await agreement(actors, { code: 'AIMF-GENERAL', donor: 'AIMF', amount: eur('1000000.00') });
}

export async function donor(actors: Actors, code: string, kind = 'WATER_AGENCY'): Promise<void> {
  await actors
    .as('finance-officer')
    .post('/api/contributions/donors', { code, name: code, kind, country: 'FR', payerAliases: [] });
}

interface Terms {
  code: string;
  donor: string;
  amount: { amount: string; currency: string };
  [term: string]: unknown;
}

/** Signed at the beginning of 2026, with one instalment of the whole amount unless the terms say otherwise. */
export async function agreement(actors: Actors, terms: Terms, key?: string): Promise<void> {
  const body = {
    instrument: 'COOPERATION',
    signedOn: '2026-01-02',
    effectiveDate: '2026-01-02',
    period: { from: '2026-01-01', to: '2028-12-31' },
    countsAs: 'FUND',
    pool: 'EUR',
    earmark: { level: 'NONE' },
    interestClauses: [{ from: '2026-01-01', kind: 'EMERGENCY_FUND' }],
    instalments: [{ number: 1, amount: terms.amount, dueOn: '2026-02-01', condition: { kind: 'DATE' } }],
    ...terms,
  };
  await actors.as('finance-officer').post('/api/contributions/agreements', body, key);
}

/** Calls an instalment; answers its reference. */
export async function call(actors: Actors, code: string, number = 1, key?: string): Promise<string> {
  const path = `/api/contributions/agreements/${code}/instalments/${number}/call`;
  const { reference } = await actors.as('finance-officer').post(path, { effectiveDate: '2026-01-05' }, key);
  return reference as string;
}

export async function city(actors: Actors, code: string, name: string, country: string): Promise<void> {
  await actors
    .as('secretariat')
    .post('/api/disbursements/cities', { code, name, country, memberSince: 2004, bureauMember: false });
  const { id } = await actors
    .as('finance-officer')
    .post('/api/treasury/beneficiaries', { code, name, country, iban: SIEM_REAP_IBAN, address: { town: name } });
  await actors.as('finance-controller').post(`/api/treasury/beneficiaries/${id}/confirm`);
}

/** A complete dossier, in draft: `fund` by donor, the rest by the city. */
export async function dossier(
  actors: Actors,
  code: string,
  { city: place, total, fund, own }: { city: string; total: string; fund: [string, string][]; own: string },
): Promise<void> {
  const officer = actors.as('project-officer');
  await officer.post('/api/disbursements/projects', {
    code,
    title: `Eau et assainissement ${code}`,
    city: place,
    theme: 'WATER_SANITATION',
    instrument: 'COOPERATION',
    effectiveDate: '2026-01-10',
    period: { from: '2026-01-01', to: '2027-12-31' },
    purposeCodes: [{ code: '14032', percent: '100' }],
    markers: { gender: 1 },
    narrative: { context: 'c', objectives: 'o', activities: 'a', sustainability: 's' },
    resultsFramework: {
      outcomes: [{ title: 'Service', indicators: [{ title: 'Foyers', baseline: '0', target: '500' }] }],
    },
    budgetLines: [{ label: 'Travaux', amount: eur(total) }],
    financingPlan: plan(place, total, fund, own),
  });
  await officer.upload(`/api/disbursements/projects/${code}/documents`, 'demande.pdf', '%PDF-1.4\n%%EOF', {
    kind: 'SIGNED_REQUEST',
  });
}

export function plan(place: string, total: string, fund: [string, string][], own: string): Record<string, unknown> {
  return {
    total: eur(total),
    sources: [
      ...fund.map(([name, amount]) => ({ kind: 'FUND', name, amount: eur(amount), inKind: false })),
      { kind: 'CITY', name: place, amount: eur(own), inKind: false },
    ],
  };
}

/** From a draft to the Bureau's table. */
export async function appraise(actors: Actors, code: string): Promise<void> {
  const path = `/api/disbursements/projects/${code}`;
  const { post } = bound(actors);
  await post('project-officer', `${path}/submit`, { effectiveDate: '2026-01-20' });
  await post('secretariat', `${path}/declare-complete`, { effectiveDate: '2026-01-22' });
  await post('secretariat', `${path}/appraise`, {
    effectiveDate: '2026-01-26',
    note: 'Instruction favorable',
    conflictOfInterest: 'Aucun conflit d’intérêts déclaré',
  });
}

/** A session held on 2 February 2026: tabled, voted, closed. */
export async function holdSession(
  actors: Actors,
  code: string,
  votes: { project: string; amount: string }[],
): Promise<void> {
  const { post } = bound(actors);
  await post('bureau-secretary', '/api/disbursements/bureau-sessions', { code, date: '2026-02-02', place: 'Paris' });
  await post('secretariat', `/api/disbursements/bureau-sessions/${code}/agenda`, {
    projects: votes.map(({ project }) => project),
  });
  for (const { project, amount } of votes) {
    await post('bureau-secretary', `/api/disbursements/bureau-sessions/${code}/votes`, {
      projectId: project,
      outcome: 'APPROVED',
      engaged: eur(amount),
      attributed: eur(amount),
      for: 12,
      against: 0,
      abstentions: 1,
    });
  }
  await post('bureau-secretary', `/api/disbursements/bureau-sessions/${code}/close`);
}

export async function signAndStart(actors: Actors, code: string): Promise<void> {
  const { post } = bound(actors);
  await post('secretariat', `/api/disbursements/projects/${code}/sign-agreement`, { effectiveDate: '2026-02-05' });
  await post('secretariat', `/api/disbursements/projects/${code}/start`, { effectiveDate: '2026-02-06' });
}

function bound(actors: Actors): {
  post(who: Who, path: string, body?: unknown): Promise<unknown>;
} {
  return { post: (who, path, body) => actors.as(who).post(path, body) };
}
