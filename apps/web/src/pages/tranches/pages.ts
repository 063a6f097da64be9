import IconStairsUp from '@tabler/icons-react/dist/esm/icons/IconStairsUp.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

export const tranchePages: readonly Page[] = [
  {
    path: '/tranches',
    roles: [...staff, 'city'],
    page: lazy(() => import('./tranches')),
    menu: { label: 'tranches', icon: IconStairsUp },
  },
  { path: '/tranches/$tranche', roles: [...staff, 'city'], page: lazy(() => import('./tranche')) },
];
