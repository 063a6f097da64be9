import type { ApiClient } from './client';

/** Illustrative measurements: people served, women first, and households that are satisfied among those asked. */
const measured: Readonly<
  Record<string, readonly [year: number, women: number, men: number, satisfied: number, asked: number][]>
> = {
  'KH-SR-PROFERTIL': [
    [2024, 1620, 1480, 312, 520],
    [2025, 1910, 1790, 468, 640],
  ],
  'MR-NKC-EAU': [[2025, 2840, 2610, 705, 940]],
  'BJ-LOK-SOL': [[2025, 1130, 1070, 233, 310]],
};
/** Its last year waits for whoever tries the demonstration to approve it. */
const LEFT_OPEN = 'BJ-LOK-SOL';

interface Results {
  periods: { id: string; from: string }[];
}

/** What projects reached, year by year, entered by one officer and approved by another. */
export async function enterResults(api: ApiClient): Promise<void> {
  for (const [project, years] of Object.entries(measured))
    for (const [year, women, men, satisfied, asked] of years) {
      const path = `/api/disbursements/projects/${project}/results`;
      const from = `${year}-01-01`;
      const { periods } = await api.post<Results>(
        'project-officer',
        path,
        { from, to: `${year}-12-31` },
        `results:${project}:${year}`,
      );
      const period = periods.find((one) => one.from === from);
      const actuals = [
        {
          indicator: 'Habitants desservis',
          numerator: String(women + men),
          groups: [
            { sex: 'FEMALE', count: String(women) },
            { sex: 'MALE', count: String(men) },
          ],
        },
        { indicator: 'Ménages satisfaits du service', numerator: String(satisfied), denominator: String(asked) },
      ].map((actual) => ({ ...actual, comment: 'Mesure d’exemple' }));
      const approve = `${path}/${period?.id}/approve`;
      if (!(await isOpen(api, path, from))) continue;
      await api.put('project-officer', `${path}/${period?.id}`, { actuals });
      if (project !== LEFT_OPEN) await api.post('project-officer-2', approve, {}, `results:${project}:${year}:approve`);
    }
}

async function isOpen(api: ApiClient, path: string, from: string): Promise<boolean> {
  const { periods } = await api.get<{ periods: { from: string; status: string }[] }>('project-officer', path);
  return periods.some((period) => period.from === from && period.status === 'OPEN');
}
