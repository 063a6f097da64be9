import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

/** Donors' agreements: what was promised, called, received, and what is late. */
export const contributionsPages: readonly Page[] = [
  {
    path: '/contributions',
    roles: staff,
    page: lazy(() => import('./contributions')),
    menu: { label: 'contributions', icon: IconCoins },
  },
  { path: '/contributions/nouvelle', roles: ['finance-officer'], page: lazy(() => import('./forms/new-agreement')) },
  { path: '/contributions/$convention', roles: staff, page: lazy(() => import('./agreement/agreement')) },
  {
    path: '/contributions/$convention/avenant',
    roles: ['finance-officer'],
    page: lazy(() => import('./forms/amend-agreement')),
  },
];
