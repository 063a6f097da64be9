import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs';
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs';
import type { Person, Role } from '../session/session';

const staff: readonly Role[] = [
  'finance-officer',
  'finance-controller',
  'project-officer',
  'secretariat',
  'bureau-secretary',
  'committee-presidency',
  'presidency',
  'auditor',
  'administrator',
];
const partners: readonly Role[] = ['city', 'donor'];

const pages = [
  { to: '/', label: 'overview', icon: IconLayoutDashboard, roles: [...staff, ...partners] },
  { to: '/flux', label: 'live', icon: IconActivity, roles: staff },
] as const;

/** Staff, presidencies and the auditor read everything; cities and donors what is published. */
export function isStaff(person: Person): boolean {
  return person.roles.some((role) => staff.includes(role));
}

/** Pages that a person may open. */
export function pagesFor(person: Person) {
  return pages.filter(({ roles }) => person.roles.some((role) => roles.includes(role)));
}
