import type { Role } from '../../session/session';
import type { Page } from '../page';
import { latePart } from '../../parts/late-part';

const readers: readonly Role[] = [
  'finance-officer',
  'finance-controller',
  'secretariat',
  'presidency',
  'auditor',
  'administrator',
];

/** Bank lines explained, rules learnt from it, and the state of each account; the list of statements leads here. */
export const reconciliationPages: readonly Page[] = [
  { path: '/rapprochement/regles', roles: readers, page: latePart(() => import('./rules/rules-page')) },
  { path: '/rapprochement/comptes/$compte', roles: readers, page: latePart(() => import('./account/account-page')) },
  { path: '/rapprochement/$releve', roles: readers, page: latePart(() => import('./worksheet/worksheet-page')) },
];
