import IconTimeline from '@tabler/icons-react/dist/esm/icons/IconTimeline.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

export const forecastPages: readonly Page[] = [
  {
    path: '/previsions',
    roles: staff,
    page: latePart(() => import('./forecast')),
    menu: { label: 'forecast', icon: IconTimeline },
  },
];
