import IconMapSearch from '@tabler/icons-react/dist/esm/icons/IconMapSearch.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

export const missionPages: readonly Page[] = [
  {
    path: '/missions',
    roles: staff,
    page: lazy(() => import('./missions')),
    menu: { label: 'missions', icon: IconMapSearch },
  },
  { path: '/missions/nouvelle', roles: ['project-officer', 'secretariat'], page: lazy(() => import('./new-mission')) },
  { path: '/missions/$mission', roles: staff, page: lazy(() => import('./mission')) },
  {
    path: '/missions/$mission/modifier',
    roles: ['project-officer', 'secretariat'],
    page: lazy(() => import('./amend-mission')),
  },
];
