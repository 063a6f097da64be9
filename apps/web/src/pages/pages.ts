import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import { lazy } from 'react';
import type { Words } from '../i18n/i18n';
import type { Person } from '../session/session';
import { allocationPages } from './allocations/pages';
import { bureauPages } from './bureau/pages';
import { citySpacePages } from './city-space/pages';
import { contributionsPages } from './contributions/pages';
import { donorsPages } from './donors/pages';
import { emergencyPages } from './emergency/pages';
import { financeActPages } from './finance-acts/pages';
import { forecastPages } from './forecast/pages';
import { missionPages } from './missions/pages';
import { mayOpen, type Page, partners, staff } from './page';
import { payments } from './payments/pages';
import { placementPages } from './placements/pages';
import { projectPages } from './projects/pages';
import { reconciliationPages } from './reconciliation/pages';
import { statementPages } from './statements/pages';
import { tranchePages } from './tranches/pages';

function of(area: keyof Words, listed: readonly Page[]): Page[] {
  return listed.map((page) => ({ ...page, area }));
}

/** Pages of the signed-in app, in the order of the menu; each area lists its own in a file beside them. */
export const pages: readonly Page[] = [
  {
    path: '/',
    roles: [...staff, ...partners],
    page: lazy(() => import('./home/home')),
    menu: { label: 'overview', icon: IconLayoutDashboard },
  },
  ...of('projects', citySpacePages),
  ...of('emergency', emergencyPages),
  ...of('statements', statementPages),
  ...of('reconciliation', reconciliationPages),
  ...of('contributions', contributionsPages),
  ...of('donors', donorsPages),
  ...of('allocations', allocationPages),
  ...of('payments', payments),
  ...of('financeActs', financeActPages),
  ...of('forecast', forecastPages),
  ...of('placements', placementPages),
  ...of('projects', projectPages),
  ...of('bureau', bureauPages),
  ...of('tranches', tranchePages),
  ...of('missions', missionPages),
  {
    path: '/flux',
    roles: staff,
    page: lazy(() => import('./live-stream/live-stream')),
    menu: { label: 'live', icon: IconActivity },
  },
];

/** What a person's menu holds. */
export function menuOf(person: Person) {
  return pages.flatMap(({ path, roles, menu }) => (menu && mayOpen(person, roles) ? [{ to: path, ...menu }] : []));
}
