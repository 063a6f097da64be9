import IconGavel from '@tabler/icons-react/dist/esm/icons/IconGavel.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

export const bureauPages: readonly Page[] = [
  {
    path: '/bureau',
    roles: staff,
    page: latePart(() => import('./sessions')),
    menu: { label: 'bureau', icon: IconGavel },
  },
  { path: '/bureau/$session', roles: staff, page: latePart(() => import('./session')) },
];
