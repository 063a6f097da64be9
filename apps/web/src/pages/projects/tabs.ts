import { type ComponentType, type LazyExoticComponent } from 'react';
import type { Language } from '../../money/format';
import type { Role } from '../../session/session';
import { partners, staff } from '../page';
import { latePart } from '../../parts/late-part';
import type { ProjectView } from './projects-api';

/** A part of a project's page, in a file of its own that comes when it is opened. */
interface ProjectTab {
  /** As the address says it: `?onglet=dossier`. */
  id: string;
  label: Record<Language, string>;
  roles: readonly Role[];
  panel: LazyExoticComponent<ComponentType<{ project: ProjectView }>>;
  /** Left out where the project has none of it. */
  shown?: (project: ProjectView) => boolean;
}

const everyone = [...staff, ...partners];

/** The tabs of a project, in their order; each area adds its own line. */
export const projectTabs: readonly ProjectTab[] = [
  {
    id: 'synthese',
    label: { fr: 'Synthèse', en: 'Summary' },
    roles: everyone,
    panel: latePart(() => import('./tabs/summary')),
  },
  {
    id: 'dossier',
    label: { fr: 'Dossier', en: 'File' },
    roles: everyone,
    panel: latePart(() => import('./tabs/dossier')),
  },
  {
    id: 'convention',
    label: { fr: 'Convention', en: 'Agreement' },
    roles: everyone,
    panel: latePart(() => import('./agreement/agreement-tab')),
    shown: ({ historyOnly }) => !historyOnly,
  },
  {
    id: 'tranches',
    label: { fr: 'Tranches', en: 'Tranches' },
    roles: everyone,
    panel: latePart(() => import('../tranches/tranches-tab')),
  },
  {
    id: 'financement',
    label: { fr: 'Financement', en: 'Funding' },
    roles: everyone,
    panel: latePart(() => import('../tranches/provenance-tab')),
  },
  {
    id: 'resultats',
    label: { fr: 'Résultats', en: 'Results' },
    roles: everyone,
    panel: latePart(() => import('../results/results-tab')),
  },
  {
    id: 'missions',
    label: { fr: 'Missions', en: 'Missions' },
    roles: staff,
    panel: latePart(() => import('../missions/missions-tab')),
  },
  {
    id: 'historique',
    label: { fr: 'Historique', en: 'History' },
    roles: everyone,
    panel: latePart(() => import('./tabs/history')),
  },
];
