import IconReceiptRefund from '@tabler/icons-react/dist/esm/icons/IconReceiptRefund.mjs';
import { type Page, staff } from '../page';
import { latePart } from '../../parts/late-part';

export const financeActPages: readonly Page[] = [
  {
    path: '/regularisations',
    roles: staff,
    page: latePart(() => import('./finance-acts')),
    menu: { label: 'financeActs', icon: IconReceiptRefund },
  },
];
