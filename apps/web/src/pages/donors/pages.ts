import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

/** The register of donors, and what became of each one's money. */
export const donorsPages: readonly Page[] = [
  {
    path: '/bailleurs',
    roles: staff,
    page: lazy(() => import('./donors')),
    menu: { label: 'donors', icon: IconBuildingBank },
  },
  { path: '/bailleurs/$bailleur', roles: staff, page: lazy(() => import('./donor')) },
];
