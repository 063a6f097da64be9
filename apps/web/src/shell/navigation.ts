import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import type { Person, Role } from '../session/session';

const staff: readonly Role[] = [
  'finance-officer', 'finance-controller', 'project-officer', 'secretariat', 'bureau-secretary',
  'committee-presidency', 'presidency', 'auditor', 'administrator',
];

const pages = [
  { to: '/', label: 'overview', icon: IconLayoutDashboard, roles: staff },
  { to: '/flux', label: 'live', icon: IconActivity, roles: staff },
] as const;

/** Pages that a person may open. */
export function pagesFor(person: Person) {
  return pages.filter(({ roles }) => person.roles.some((role) => roles.includes(role)));
}
