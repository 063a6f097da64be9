import { addDays, monthOf, type Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import type { Plan } from '../plan';
import type { ReferenceProgramme } from '../reference';
import { type ApiClient, until } from './client';
import { registerBeneficiary } from './registers';

/** The association's own entry among the members: it carries its programmes. */
export const ASSOCIATION = 'AIMF';
export const SANITATION_PROGRAMME = 'ISSV';
export const PROGRAMME_ACTIVITY = 'Activités du programme (exemple)';
const DAYS_FROM_PREPARATION_TO_APPROVAL = 30;

export async function prepareProgrammes(api: ApiClient, plan: Plan): Promise<void> {
  const name = 'AIMF, secrétariat permanent';
  const association = { code: ASSOCIATION, name, country: 'FR', kind: 'SECRETARIAT' };
  await api.post('secretariat', '/api/disbursements/cities', association, `city:${ASSOCIATION}`);
  await registerBeneficiary(api, ASSOCIATION, name, 'FR');
  for (const programme of plan.reference.programmes) await prepareProgramme(api, programme);
}

async function prepareProgramme(api: ApiClient, programme: ReferenceProgramme): Promise<void> {
  const { id, title, instrument, basis, lines, period } = programme;
  const [from, to] = period;
  const shares = lines.map(([agreement, amount]) => ({ agreement, amount: Money.eur(amount).toJSON() }));
  const total = Money.sum(lines.map(([, amount]) => Money.eur(amount))).toJSON();
  await api.post(
    'project-officer',
    '/api/disbursements/programmes',
    {
      ...{ code: id, title, instrument, basis, period: { from, to }, lines: shares, carrier: ASSOCIATION },
      activities: [{ title: PROGRAMME_ACTIVITY, from, to, amount: total }],
      partners: [],
      purpose: `${title} (texte illustratif)`,
      theme: instrument === 'GOVERNANCE' ? 'GOVERNANCE' : 'WATER_SANITATION',
      effectiveDate: addDays(from, -DAYS_FROM_PREPARATION_TO_APPROVAL),
    },
    `programme:${id}`,
  );
}

/** On the first day of their period: those that carry money start at once. */
export async function approveProgrammes(api: ApiClient, plan: Plan, month: Month): Promise<void> {
  for (const { id, instrument, period } of plan.reference.programmes) {
    const [effectiveDate] = period;
    if (monthOf(effectiveDate) !== month) continue;
    await until(`approval of ${id}`, async () => {
      await api.post(
        'secretariat',
        `/api/disbursements/programmes/${id}/approve`,
        { effectiveDate },
        `programme:${id}:approve`,
      );
      return true;
    });
    if (instrument !== 'GOVERNANCE') continue;
    await api.post('secretariat', `/api/disbursements/projects/${id}/start`, { effectiveDate }, `${id}:start`);
  }
}
