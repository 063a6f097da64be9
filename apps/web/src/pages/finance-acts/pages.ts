import IconReceiptRefund from '@tabler/icons-react/dist/esm/icons/IconReceiptRefund.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

export const financeActPages: readonly Page[] = [
  {
    path: '/regularisations',
    roles: staff,
    page: lazy(() => import('./finance-acts')),
    menu: { label: 'financeActs', icon: IconReceiptRefund },
  },
];
