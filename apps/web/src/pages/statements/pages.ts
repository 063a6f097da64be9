import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import type { Role } from '../../session/session';
import type { Page } from '../page';
import { latePart } from '../../parts/late-part';

/** Who reads bank statements; only the finance officer imports them. */
const readers: readonly Role[] = ['finance-officer', 'finance-controller', 'secretariat', 'presidency', 'auditor'];

export const statementPages: readonly Page[] = [
  {
    path: '/rapprochement',
    roles: readers,
    page: latePart(() => import('./statements-page')),
    menu: { label: 'reconciliation', icon: IconArrowsExchange },
  },
];
