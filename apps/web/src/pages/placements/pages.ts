import IconPercentage from '@tabler/icons-react/dist/esm/icons/IconPercentage.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

/** Interest for finance, where the fund is heading, and whose money paid for an aid. */
export const placementPages: readonly Page[] = [
  {
    path: '/placements',
    roles: ['finance-officer', 'finance-controller', 'presidency', 'secretariat', 'auditor'],
    page: latePart(() => import('./placements')),
    menu: { label: 'placements', icon: IconPercentage },
  },
  { path: '/placements/nouveau', roles: ['finance-officer'], page: latePart(() => import('./new-placement')) },
  {
    path: '/placements/$placement',
    roles: ['finance-officer', 'finance-controller', 'presidency', 'secretariat', 'auditor'],
    page: latePart(() => import('./placement')),
  },
  { path: '/urgence/projection', roles: staff, page: latePart(() => import('./projection')) },
  { path: '/urgence/provenance', roles: staff, page: latePart(() => import('./lineage')) },
];
