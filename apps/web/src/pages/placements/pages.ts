import IconPercentage from '@tabler/icons-react/dist/esm/icons/IconPercentage.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

/** Interest for finance, where the fund is heading, and whose money paid for an aid. */
export const placementPages: readonly Page[] = [
  {
    path: '/placements',
    roles: ['finance-officer', 'finance-controller', 'presidency', 'secretariat', 'auditor'],
    page: lazy(() => import('./placements')),
    menu: { label: 'placements', icon: IconPercentage },
  },
  { path: '/placements/nouveau', roles: ['finance-officer'], page: lazy(() => import('./new-placement')) },
  {
    path: '/placements/$placement',
    roles: ['finance-officer', 'finance-controller', 'presidency', 'secretariat', 'auditor'],
    page: lazy(() => import('./placement')),
  },
  { path: '/urgence/projection', roles: staff, page: lazy(() => import('./projection')) },
  { path: '/urgence/provenance', roles: staff, page: lazy(() => import('./lineage')) },
];
