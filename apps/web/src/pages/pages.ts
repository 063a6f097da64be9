import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import { lazy } from 'react';
import type { Person } from '../session/session';
import { contributionsPages } from './contributions/pages';
import { donorsPages } from './donors/pages';
import { bureauPages } from './bureau/pages';
import { citySpacePages } from './city-space/pages';
import { missionPages } from './missions/pages';
import { emergencyPages } from './emergency/pages';
import { allocationPages } from './allocations/pages';
import { financeActPages } from './finance-acts/pages';
import { forecastPages } from './forecast/pages';
import { mayOpen, type Page, partners, staff } from './page';
import { reconciliationPages } from './reconciliation/pages';
import { projectPages } from './projects/pages';
import { tranchePages } from './tranches/pages';
import { placementPages } from './placements/pages';
import { statementPages } from './statements/pages';

/** Pages of the signed-in app, in the order of the menu; each area lists its own in a file beside them. */
export const pages: readonly Page[] = [
  {
    path: '/',
    roles: [...staff, ...partners],
    page: lazy(() => import('./home/home')),
    menu: { label: 'overview', icon: IconLayoutDashboard },
  },
  ...contributionsPages,
  ...donorsPages,
  ...citySpacePages,
  ...projectPages,
  ...bureauPages,
  ...tranchePages,
  ...missionPages,
  ...emergencyPages,
  ...statementPages,
  ...placementPages,
  ...allocationPages,
  ...forecastPages,
  ...financeActPages,
  {
    path: '/flux',
    roles: staff,
    page: lazy(() => import('./live-stream/live-stream')),
    menu: { label: 'live', icon: IconActivity },
  },
  ...reconciliationPages,
];

/** What a person's menu holds. */
export function menuOf(person: Person) {
  return pages.flatMap(({ path, roles, menu }) => (menu && mayOpen(person, roles) ? [{ to: path, ...menu }] : []));
}
