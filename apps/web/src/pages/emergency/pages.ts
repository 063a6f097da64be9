import IconLifebuoy from '@tabler/icons-react/dist/esm/icons/IconLifebuoy.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import { queries } from '../../api/queries';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

const fund = () => import('./fund');
// Opened on phones, slowly connected: its code and its balance come while it is asked who reads, not after.
if (globalThis.location?.pathname === '/urgence') {
  void fund();
  void import('./api').then(({ availability }) => queries.prefetchQuery(availability()));
}

/** The emergency fund, its cases and the decision sheet; who is told of them, for the administrator. */
export const emergencyPages: readonly Page[] = [
  {
    path: '/urgence',
    roles: staff,
    page: latePart(fund),
    menu: { label: 'emergency', icon: IconLifebuoy },
  },
  {
    path: '/urgence/dossiers/nouveau',
    roles: ['committee-presidency', 'secretariat', 'presidency'],
    page: latePart(() => import('./new-case')),
  },
  { path: '/urgence/dossiers/$dossier', roles: staff, page: latePart(() => import('./case')) },
  { path: '/urgence/propositions/$proposition', roles: staff, page: latePart(() => import('./decision')) },
  {
    path: '/urgence/personnes',
    roles: ['administrator'],
    page: latePart(() => import('./people')),
    menu: { label: 'emergencyPeople', icon: IconMail },
  },
];
