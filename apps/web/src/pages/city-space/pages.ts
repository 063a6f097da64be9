import IconHomeEdit from '@tabler/icons-react/dist/esm/icons/IconHomeEdit.mjs';
import { lazy } from 'react';
import type { Page } from '../page';

/** A city's own pages. */
export const citySpacePages: readonly Page[] = [
  {
    path: '/mon-espace',
    roles: ['city'],
    page: lazy(() => import('./city-space')),
    menu: { label: 'citySpace', icon: IconHomeEdit },
  },
];
