import { landscape } from '../picture';
import type { Plan } from '../plan';
import type { ApiClient } from './client';

/** What the missions found, in the language of the screens; the facts are those of the reference. */
const found: Record<string, string> = {
  'BJ-COT-NUM':
    'Site visité, travaux satisfaisants ; livraison et inauguration espérées au premier trimestre 2026. Au moins 80 % des services administratifs dématérialisés ; appui aux jeunes entreprises.',
  'BJ-ANCB-FEM':
    'Participation des femmes aux élections locales à Bonou et Covè : formation, accompagnement, plaidoyer auprès des partis ; campagne avec le REFELA et l’ANCB.',
  'BJ-TG-SEC': 'Derniers préparatifs avec les communes frontalières du nord du Bénin et du Togo.',
  'BJ-ANCB-ECOLES': 'À présenter au prochain Bureau, à Rabat ; démarrage prévu début 2026.',
  'BJ-LOK-SOL':
    'Deux jours d’atelier et de terrain ; entretien par des jeunes formés ; démarche reprise de l’expérience du Zou ; cofinancement de l’Union européenne.',
  'KH-SR-PROFERTIL': 'Première pierre de la station de traitement, les 24 et 25 mai 2022.',
  'KH-PNH-GBV': 'Première pierre de la station de traitement, les 24 et 25 mai 2022.',
};
const purposes: Record<string, string> = {
  'BJ-2025-09': 'Suivi et évaluation des projets en cours, préparation des projets à venir',
  'KH-2022-05': 'Temps forts de plusieurs projets',
};
const roles: Record<string, string> = { adviser: 'conseiller', 'programme officer': 'chargé de programme' };
/** Said by the mission itself: hoped for the first quarter of 2026. */
const deliveries: Record<string, string> = { 'BJ-COT-NUM': '2026-03-31' };

/** What is to be done, from what was found; owners and days are examples. */
const recommendations: Readonly<Record<string, Recommendation[]>> = {
  'BJ-2025-09': [
    {
      ...{ project: 'BJ-ANCB-ECOLES', text: 'Présenter le projet au Bureau de Rabat', owner: 'Secrétariat permanent' },
      ...{ dueOn: '2025-10-13', done: 'Voté par le Bureau le 13 octobre 2025' },
    },
    {
      ...{ project: 'BJ-COT-NUM', text: 'Confirmer la date d’inauguration (exemple)', owner: 'Ville de Cotonou' },
      dueOn: '2026-01-31',
    },
    {
      ...{ project: 'BJ-LOK-SOL', text: 'Remettre le plan d’entretien (exemple)', owner: 'Ville de Lokossa' },
      dueOn: '2026-06-30',
    },
  ],
  'KH-2022-05': [
    {
      ...{ project: 'KH-SR-PROFERTIL', text: 'Rendre compte du chantier chaque semestre (exemple)' },
      ...{ owner: 'Ville de Siem Reap', dueOn: '2022-12-31', done: 'Premier compte rendu reçu (exemple)' },
    },
  ],
};
/** What a mission asks to see before a coming tranche is certified. */
const conditions: Readonly<Record<string, { tranche: number; label: string }>> = {
  'BJ-LOK-SOL': { tranche: 3, label: 'Plan d’entretien remis (exemple)' },
};
const photos: Readonly<Record<string, readonly Photo[]>> = {
  'BJ-2025-09': [
    { project: 'BJ-COT-NUM', place: 'Cotonou', takenOn: '2025-09-15', latitude: '6.3654', longitude: '2.4183' },
    { project: 'BJ-LOK-SOL', place: 'Lokossa', takenOn: '2025-09-18', latitude: '6.6387', longitude: '1.7167' },
  ],
  'KH-2022-05': [
    {
      project: 'KH-SR-PROFERTIL',
      place: 'Siem Reap',
      takenOn: '2022-05-24',
      latitude: '13.3633',
      longitude: '103.8564',
    },
    { project: 'KH-PNH-GBV', place: 'Phnom Penh', takenOn: '2022-05-25', latitude: '11.5564', longitude: '104.9282' },
  ],
};

interface Recommendation {
  project: string;
  text: string;
  owner: string;
  dueOn: string;
  done?: string;
}

interface Photo {
  project: string;
  place: string;
  takenOn: string;
  latitude: string;
  longitude: string;
}

/** The missions of the reference, entered whole, reported on their last day and followed up since. */
export async function reportMissions(api: ApiClient, { reference }: Plan): Promise<void> {
  for (const mission of reference.missions) {
    const path = `/api/disbursements/missions/${mission.id}`;
    await planMission(api, mission);
    for (const photo of photos[mission.id] ?? []) await addPhoto(api, path, photo);
    const effectiveDate = mission.to;
    await api.post('project-officer', `${path}/report`, { effectiveDate }, `mission:${mission.id}:report`);
    for (const [at, { done: note }] of (recommendations[mission.id] ?? []).entries())
      if (note) {
        const key = `mission:${mission.id}:followed:${at + 1}`;
        const followed = { status: 'DONE', note };
        await api.post('project-officer', `${path}/recommendations/${at + 1}/follow-up`, followed, key);
      }
  }
}

async function planMission(api: ApiClient, mission: Plan['reference']['missions'][number]): Promise<void> {
  const { id, from, to, place, team = [], findings, purpose, basis } = mission;
  const body = {
    ...{ code: id, from, to, place, basis, purpose: purposes[id] ?? purpose },
    team: team.map((role) => ({ role: roles[role] ?? role })),
    findings: findings.map(({ project, text }) => ({
      ...{ project, text: found[project] ?? text, condition: conditions[project] ?? null },
      ...(deliveries[project] && { deliveryOn: deliveries[project] }),
    })),
    recommendations: (recommendations[id] ?? []).map(({ done: _, ...recommendation }) => recommendation),
  };
  await api.post('project-officer', '/api/disbursements/missions', body, `mission:${id}`);
}

async function addPhoto(api: ApiClient, path: string, { project, ...taken }: Photo): Promise<void> {
  const picture = landscape(taken.place.length);
  const caption = 'Image d’exemple, sans rapport avec le lieu';
  await api.upload('project-officer', `${path}/photos`, `${project}.png`, picture, 'image/png', {
    ...{ project, caption, ...taken },
  });
}
