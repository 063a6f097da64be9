import IconCreditCardPay from '@tabler/icons-react/dist/esm/icons/IconCreditCardPay.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

/** Payments are read by the staff; bank details by finance, the secretariat and the auditor. */
export const payments: readonly Page[] = [
  {
    path: '/paiements',
    roles: staff,
    page: latePart(() => import('./payments-page')),
    menu: { label: 'payments', icon: IconCreditCardPay },
  },
  { path: '/paiements/$id', roles: staff, page: latePart(() => import('./order-page')) },
  {
    path: '/beneficiaires',
    roles: ['finance-officer', 'finance-controller', 'secretariat', 'auditor'],
    page: latePart(() => import('./beneficiaries-page')),
    menu: { label: 'beneficiaries', icon: IconUserCheck },
  },
];
