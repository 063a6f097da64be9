import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import type { Words } from '../i18n/i18n';
import type { Person } from '../session/session';
import { latePart } from '../parts/late-part';
import { allocationPages } from './allocations/pages';
import { bureauPages } from './bureau/pages';
import { citySpacePages } from './city-space/pages';
import { contributionsPages } from './contributions/pages';
import { donorsPages } from './donors/pages';
import { emergencyPages } from './emergency/pages';
import { financeActPages } from './finance-acts/pages';
import { forecastPages } from './forecast/pages';
import { journalEntryPages } from './journal-entries/pages';
import { missionPages } from './missions/pages';
import { mayOpen, type Page, partners, type SectionLabel, staff } from './page';
import { payments } from './payments/pages';
import { placementPages } from './placements/pages';
import { projectPages } from './projects/pages';
import { reconciliationPages } from './reconciliation/pages';
import { statementPages } from './statements/pages';
import { tranchePages } from './tranches/pages';

function of(area: keyof Words, listed: readonly Page[]): Page[] {
  return listed.map((page) => ({ ...page, area }));
}

const overview: Page = {
  path: '/',
  roles: [...staff, ...partners],
  page: latePart(() => import('./home/home')),
  menu: { label: 'overview', icon: IconLayoutDashboard },
};

const liveStream: Page = {
  path: '/flux',
  roles: staff,
  page: latePart(() => import('./live-stream/live-stream')),
  menu: { label: 'live', icon: IconActivity },
};

/** The menu's sections, in its order; each area lists its own pages in a file beside them. */
const sections: readonly { label: SectionLabel | null; pages: readonly Page[] }[] = [
  { label: null, pages: [overview, ...of('projects', citySpacePages), liveStream] },
  { label: 'emergency', pages: of('emergency', emergencyPages) },
  {
    label: 'donors',
    pages: [
      ...of('contributions', contributionsPages),
      ...of('donors', donorsPages),
      ...of('allocations', allocationPages),
    ],
  },
  {
    label: 'treasury',
    pages: [
      ...of('statements', statementPages),
      ...of('reconciliation', reconciliationPages),
      ...of('payments', payments),
      ...of('financeActs', financeActPages),
      ...of('journalEntries', journalEntryPages),
      ...of('forecast', forecastPages),
      ...of('placements', placementPages),
    ],
  },
  {
    label: 'projects',
    pages: [
      ...of('projects', projectPages),
      ...of('bureau', bureauPages),
      ...of('tranches', tranchePages),
      ...of('missions', missionPages),
    ],
  },
];

/** Pages of the signed-in app. */
export const pages: readonly Page[] = sections.flatMap((section) => section.pages);

/** What a person's menu holds, section by section; a section of nothing is left out. */
export function menuOf(person: Person) {
  return sections
    .map(({ label, pages: listed }) => ({
      label,
      links: listed.flatMap(({ path, roles, menu }) => (menu && mayOpen(person, roles) ? [{ to: path, ...menu }] : [])),
    }))
    .filter(({ links }) => links.length > 0);
}
