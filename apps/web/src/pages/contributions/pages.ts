import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

/** Donors' agreements: what was promised, called, received, and what is late. */
export const contributionsPages: readonly Page[] = [
  {
    path: '/contributions',
    roles: staff,
    page: latePart(() => import('./contributions')),
    menu: { label: 'contributions', icon: IconCoins },
  },
  {
    path: '/contributions/nouvelle',
    roles: ['finance-officer'],
    page: latePart(() => import('./forms/new-agreement')),
  },
  { path: '/contributions/$convention', roles: staff, page: latePart(() => import('./agreement/agreement')) },
  {
    path: '/contributions/$convention/avenant',
    roles: ['finance-officer'],
    page: latePart(() => import('./forms/amend-agreement')),
  },
];
