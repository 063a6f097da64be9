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

/** The missions of the reference, entered whole and reported on their last day. */
export async function reportMissions(api: ApiClient, { reference }: Plan): Promise<void> {
  for (const { id, from, to, place, team = [], findings, purpose, basis } of reference.missions) {
    await api.post(
      'project-officer',
      '/api/disbursements/missions',
      {
        ...{ code: id, from, to, place, basis, purpose: purposes[id] ?? purpose },
        team: team.map((role) => ({ role: roles[role] ?? role })),
        findings: findings.map(({ project, text }) => ({
          ...{ project, text: found[project] ?? text },
          ...(deliveries[project] && { deliveryOn: deliveries[project] }),
        })),
      },
      `mission:${id}`,
    );
    await api.post(
      'project-officer',
      `/api/disbursements/missions/${id}/report`,
      { effectiveDate: to },
      `mission:${id}:report`,
    );
  }
}
