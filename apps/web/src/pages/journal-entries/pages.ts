import { latePart } from '../../parts/late-part';
import { type Page, staff } from '../page';

/** One entry typed by hand; the list of them is a view of the adjustments. */
export const journalEntryPages: readonly Page[] = [
  {
    path: '/regularisations/operations/$livre/$piece',
    roles: staff,
    page: latePart(() => import('./journal-entry')),
  },
];
