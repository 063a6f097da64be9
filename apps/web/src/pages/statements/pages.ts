import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs';
import { lazy } from 'react';
import type { Role } from '../../session/session';
import type { Page } from '../page';

/** Who reads bank statements; only the finance officer imports them. */
const readers: readonly Role[] = ['finance-officer', 'finance-controller', 'secretariat', 'presidency', 'auditor'];

export const statementPages: readonly Page[] = [
  {
    path: '/rapprochement',
    roles: readers,
    page: lazy(() => import('./statements-page')),
    menu: { label: 'reconciliation', icon: IconArrowsExchange },
  },
];
