import { ApiDesk } from './api-desk';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** A complete draft of Siem Reap, ready to be submitted; four fifths of its thousands of euros are the Fund's. */
export async function written(desk: ApiDesk, title: string, thousands = 100): Promise<string> {
  const [total, fund, own] = [eur(`${thousands}000.00`), eur(`${thousands * 800}.00`), eur(`${thousands * 200}.00`)];
  const code = ApiDesk.code('KH-J');
  await desk.post('project-officer', '/api/disbursements/projects', {
    ...{ code, title, city: 'Siem Reap', country: 'KH', theme: 'WATER_SANITATION', instrument: 'COOPERATION' },
    ...{ period: { from: '2026-01-01', to: '2027-12-31' }, markers: { gender: 1 }, location: { name: 'Siem Reap' } },
    narrative: { context: 'c', objectives: 'o', activities: 'a', sustainability: 's' },
    schedule: [{ label: 'Travaux', from: '2026-01-01', to: '2027-12-31' }],
    resultsFramework: {
      outcomes: [{ title: 'Service', indicators: [{ title: 'Foyers', baseline: '0', target: '500' }] }],
    },
    budgetLines: [{ label: 'Travaux', amount: total }],
    financingPlan: {
      total,
      sources: [
        { kind: 'FUND', name: 'AIMF', amount: fund, inKind: false },
        { kind: 'CITY', name: 'Siem Reap', amount: own, inKind: false },
      ],
    },
  });
  await desk.attach('project-officer', `/api/disbursements/projects/${code}/documents`, { kind: 'SIGNED_REQUEST' });
  return code;
}

/** The same as the Bureau gets it: complete and appraised. */
export async function appraised(desk: ApiDesk, title: string, thousands = 100): Promise<string> {
  const code = await written(desk, title, thousands);
  const path = `/api/disbursements/projects/${code}`;
  await desk.post('project-officer', `${path}/submit`);
  await desk.post('secretariat', `${path}/declare-complete`);
  await desk.post('secretariat', `${path}/appraise`, { note: 'Favorable', conflictOfInterest: 'Aucun' });
  return code;
}

/** A running project whose money is allocated: voted, signed, started, and its allocation confirmed. */
export async function running(desk: ApiDesk, title: string, thousands = 100): Promise<string> {
  const code = await appraised(desk, title, thousands);
  const session = ApiDesk.code('BUREAU');
  const path = `/api/disbursements/bureau-sessions/${session}`;
  const [attributed, engaged] = [eur(`${thousands * 800}.00`), eur(`${thousands * 800}.00`)];
  await desk.post('bureau-secretary', '/api/disbursements/bureau-sessions', {
    ...{ code: session, date: '2026-02-19', place: 'à distance' },
  });
  await desk.post('secretariat', `${path}/agenda`, { projects: [code] });
  await desk.post('bureau-secretary', `${path}/votes`, { projectId: code, outcome: 'APPROVED', engaged, attributed });
  await desk.post('bureau-secretary', `${path}/close`);
  for (const move of ['sign-agreement', 'start'])
    await desk.post('secretariat', `/api/disbursements/projects/${code}/${move}`);
  await allocated(desk, code);
  return code;
}

/** Confirms what contributions proposes, once it does, and waits until the project has it. */
async function allocated(desk: ApiDesk, project: string): Promise<void> {
  const { id } = await ApiDesk.until(async () => {
    const { items } = await desk.get<{ items: { id: string; project: string; status: string }[] }>(
      'auditor',
      '/api/contributions/allocations?status=PROPOSED&limit=500',
    );
    return items.find((one) => one.project === project);
  });
  await desk.post('finance-controller', `/api/contributions/allocations/${id}/confirm`);
  await ApiDesk.until(async () => {
    const { funding } = await desk.get<{ funding: { status: string } }>(
      'auditor',
      `/api/disbursements/projects/${project}`,
    );
    return funding.status === 'ALLOCATED' ? funding : undefined;
  });
}
