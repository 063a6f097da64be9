import IconMapSearch from '@tabler/icons-react/dist/esm/icons/IconMapSearch.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

export const missionPages: readonly Page[] = [
  {
    path: '/missions',
    roles: staff,
    page: latePart(() => import('./missions')),
    menu: { label: 'missions', icon: IconMapSearch },
  },
  {
    path: '/missions/nouvelle',
    roles: ['project-officer', 'secretariat'],
    page: latePart(() => import('./new-mission')),
  },
  { path: '/missions/$mission', roles: staff, page: latePart(() => import('./mission')) },
  {
    path: '/missions/$mission/modifier',
    roles: ['project-officer', 'secretariat'],
    page: latePart(() => import('./amend-mission')),
  },
];
