import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

/** The register of donors, and what became of each one's money. */
export const donorsPages: readonly Page[] = [
  {
    path: '/bailleurs',
    roles: staff,
    page: latePart(() => import('./donors')),
    menu: { label: 'donors', icon: IconBuildingBank },
  },
  { path: '/bailleurs/$bailleur', roles: staff, page: latePart(() => import('./donor')) },
];
