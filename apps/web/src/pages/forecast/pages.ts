import IconTimeline from '@tabler/icons-react/dist/esm/icons/IconTimeline.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

export const forecastPages: readonly Page[] = [
  {
    path: '/previsions',
    roles: staff,
    page: lazy(() => import('./forecast')),
    menu: { label: 'forecast', icon: IconTimeline },
  },
];
