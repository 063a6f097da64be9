import IconStairsUp from '@tabler/icons-react/dist/esm/icons/IconStairsUp.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

export const tranchePages: readonly Page[] = [
  {
    path: '/tranches',
    roles: [...staff, 'city'],
    page: latePart(() => import('./tranches')),
    menu: { label: 'tranches', icon: IconStairsUp },
  },
  { path: '/tranches/$tranche', roles: [...staff, 'city'], page: latePart(() => import('./tranche')) },
];
