import IconHomeEdit from '@tabler/icons-react/dist/esm/icons/IconHomeEdit.mjs';
import type { Page } from '../page';
import { latePart } from '../../parts/late-part';

/** A city's own pages. */
export const citySpacePages: readonly Page[] = [
  {
    path: '/mon-espace',
    roles: ['city'],
    page: latePart(() => import('./city-space')),
    menu: { label: 'citySpace', icon: IconHomeEdit },
  },
];
