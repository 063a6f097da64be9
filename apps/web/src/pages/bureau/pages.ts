import IconGavel from '@tabler/icons-react/dist/esm/icons/IconGavel.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

export const bureauPages: readonly Page[] = [
  { path: '/bureau', roles: staff, page: lazy(() => import('./sessions')), menu: { label: 'bureau', icon: IconGavel } },
  { path: '/bureau/$session', roles: staff, page: lazy(() => import('./session')) },
];
