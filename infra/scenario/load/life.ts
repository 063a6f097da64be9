import { addDays, maxDay, minDay, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { processedIn, type Plan } from '../plan';
import type { ReferenceProject } from '../reference';
import { planSeats, presentAt, QUORUM } from '../seats';
import { cityCode, type PlannedSession } from '../sessions';
import { type ApiClient, until } from './client';

const DAYS_FROM_VOTE_TO_SIGNATURE = 14;

/** Sessions of one month: projects voted for the first time are made complete and appraised before. */
export async function holdSessions(api: ApiClient, plan: Plan, month: string): Promise<void> {
  for (const session of plan.sessions.filter(
    ({ date, closed }) => closed && processedIn(date, plan.reference) === month,
  )) {
    await holdSession(api, plan, session);
  }
}

async function holdSession(api: ApiClient, plan: Plan, session: PlannedSession): Promise<void> {
  const { code, date, votes } = session;
  const first = votes.filter(({ engaged }) => !engaged.isZero());
  await Promise.all(first.map(({ project }) => completeDossier(api, project, addDays(date, -60))));
  await openSession(
    api,
    session,
    votes.map(({ project }) => project),
  );
  const members = presentAt(planSeats(plan.reference), plan.sessions.indexOf(session));
  await api.post(
    'bureau-secretary',
    `/api/disbursements/bureau-sessions/${code}/attendance`,
    { members, quorum: QUORUM },
    `session:${code}:attendance`,
  );
  for (const { project, engaged, attributed } of votes) {
    const voices = votersOn(plan, project, members);
    await api.post(
      'bureau-secretary',
      `/api/disbursements/bureau-sessions/${code}/votes`,
      {
        projectId: project,
        outcome: 'APPROVED',
        engaged,
        attributed,
        for: voices - 1,
        against: 0,
        abstentions: 1,
      },
      `vote:${code}:${project}`,
    );
  }
  await api.post(
    'bureau-secretary',
    `/api/disbursements/bureau-sessions/${code}/close`,
    { effectiveDate: date },
    `session:${code}:close`,
  );
  const started = plan.projects.filter(({ id }) => first.some(({ project }) => project === id));
  await Promise.all(started.map((project) => signAndStart(api, plan, project, date)));
}

/** A member leaves the vote on its own city's project to the others. */
function votersOn({ projects }: Plan, code: string, members: readonly string[]): number {
  const project = projects.find(({ id }) => id === code);
  return members.filter((member) => !project || member !== cityCode(project)).length;
}

async function openSession(
  api: ApiClient,
  { code, date, place, basis }: PlannedSession,
  projects: string[],
): Promise<void> {
  await api.post(
    'bureau-secretary',
    '/api/disbursements/bureau-sessions',
    { code, date, place, basis, quorum: QUORUM },
    `session:${code}`,
  );
  if (projects.length === 0) return;
  await api.post(
    'secretariat',
    `/api/disbursements/bureau-sessions/${code}/agenda`,
    { projects },
    `session:${code}:agenda`,
  );
}

async function completeDossier(api: ApiClient, project: string, on: Day): Promise<void> {
  const path = `/api/disbursements/projects/${project}`;
  await api.post('project-officer', `${path}/submit`, { effectiveDate: on }, `${project}:submit`);
  await api.post('secretariat', `${path}/declare-complete`, { effectiveDate: addDays(on, 10) }, `${project}:complete`);
  await api.post(
    'secretariat',
    `${path}/appraise`,
    {
      effectiveDate: addDays(on, 30),
      note: 'Instruction favorable (exemple)',
      conflictOfInterest: 'Aucun conflit d’intérêts déclaré (exemple)',
    },
    `${project}:appraise`,
  );
}

async function signAndStart(api: ApiClient, plan: Plan, project: ReferenceProject, voted: Day): Promise<void> {
  const path = `/api/disbursements/projects/${project.id}`;
  const start = maxDay(project.period[0], plan.reference.horizon_from);
  const signedOn = minDay(addDays(voted, DAYS_FROM_VOTE_TO_SIGNATURE), maxDay(voted, project.period[0]));
  await api.post('secretariat', `${path}/sign-agreement`, { effectiveDate: signedOn }, `${project.id}:sign`);
  if (project.state !== 'agreement signed')
    await api.post('secretariat', `${path}/start`, { effectiveDate: start }, `${project.id}:start`);
}

/** Projects that ended: completed on their last day, closed once all is justified. */
export async function closeProjects(api: ApiClient, plan: Plan, month: string): Promise<void> {
  for (const project of plan.projects.filter(
    ({ state, period }) => state === 'closed' && period[1].startsWith(month),
  )) {
    const path = `/api/disbursements/projects/${project.id}`;
    const end = project.period[1];
    await api.post('secretariat', `${path}/complete`, { effectiveDate: end }, `${project.id}:completed`);
    await until(`${project.id} closes`, async () => {
      await api.post(
        'secretariat',
        `${path}/close`,
        {
          effectiveDate: end,
          finalCost: { amount: project.plan.total.value, currency: 'EUR' },
          reason: 'Coût final conforme au plan (exemple)',
        },
        `${project.id}:closed`,
      );
      return true;
    });
  }
}

/** The session that is being prepared on the demonstration's day. */
export async function prepareNextSession(api: ApiClient, plan: Plan): Promise<void> {
  for (const session of plan.sessions.filter(({ closed }) => !closed)) {
    const on = addDays(plan.reference.business_day, -45);
    await Promise.all(session.agenda.map((project) => completeDossier(api, project, on)));
    await openSession(api, session, session.agenda);
    await api.post(
      'secretariat',
      `/api/disbursements/bureau-sessions/${session.code}/agenda`,
      { projects: session.agenda, proposals: session.agenda.map((project) => proposalOf(plan, project)) },
      `session:${session.code}:proposals`,
    );
  }
}

/** The whole of the Fund's part, with an opinion that is an example. */
function proposalOf({ projects }: Plan, code: string) {
  const lines = projects.find(({ id }) => id === code)?.plan.fund_lines ?? [];
  const attributed = Money.sum(lines.map(({ amount }) => Money.eur(amount))).toJSON();
  return { project: code, attributed, recommendation: 'Avis favorable (exemple)' };
}
