import { lazy } from 'react';
import type { Role } from '../../session/session';
import type { Page } from '../page';

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
  { path: '/rapprochement/regles', roles: readers, page: lazy(() => import('./rules/rules-page')) },
  { path: '/rapprochement/comptes/$compte', roles: readers, page: lazy(() => import('./account/account-page')) },
  { path: '/rapprochement/$releve', roles: readers, page: lazy(() => import('./worksheet/worksheet-page')) },
];
