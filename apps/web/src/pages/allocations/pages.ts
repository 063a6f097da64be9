import IconArrowsSplit2 from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

export const allocationPages: readonly Page[] = [
  {
    path: '/imputations',
    roles: staff,
    page: lazy(() => import('./allocations')),
    menu: { label: 'allocations', icon: IconArrowsSplit2 },
  },
  { path: '/imputations/$id', roles: staff, page: lazy(() => import('./allocation')) },
];
