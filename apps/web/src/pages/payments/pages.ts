import IconCreditCardPay from '@tabler/icons-react/dist/esm/icons/IconCreditCardPay.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import { lazy } from 'react';
import { type Page, staff } from '../page';

/** Payments are read by the staff; bank details by finance, the secretariat and the auditor. */
export const payments: readonly Page[] = [
  {
    path: '/paiements',
    roles: staff,
    page: lazy(() => import('./payments-page')),
    menu: { label: 'payments', icon: IconCreditCardPay },
  },
  { path: '/paiements/$id', roles: staff, page: lazy(() => import('./order-page')) },
  {
    path: '/beneficiaires',
    roles: ['finance-officer', 'finance-controller', 'secretariat', 'auditor'],
    page: lazy(() => import('./beneficiaries-page')),
    menu: { label: 'beneficiaries', icon: IconUserCheck },
  },
];
