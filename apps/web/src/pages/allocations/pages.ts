import IconArrowsSplit2 from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

export const allocationPages: readonly Page[] = [
  {
    path: '/imputations',
    roles: staff,
    page: latePart(() => import('./allocations')),
    menu: { label: 'allocations', icon: IconArrowsSplit2 },
  },
  { path: '/imputations/$id', roles: staff, page: latePart(() => import('./allocation')) },
];
