export const roles = [
  'finance-officer',
  'finance-controller',
  'project-officer',
  'secretariat',
  'committee-presidency',
  'presidency',
  'bureau-secretary',
  'city',
  'donor',
  'auditor',
  'administrator',
  'integration',
] as const;
export type Role = (typeof roles)[number];

/** Who may read where nothing else is said: the staff, the presidencies and the auditor; not cities, donors or machines. */
export const readers: readonly Role[] = roles.filter((role) => !['city', 'donor', 'integration'].includes(role));

/** Whoever acts: a person, or the account of a service. */
export interface Actor {
  /** Subject of the token: what maker–checker compares. */
  id: string;
  name: string;
  roles: Role[];
  /** Code of the city a `city` actor acts for. */
  city?: string;
  /** Code of the donor a `donor` actor acts for. */
  donor?: string;
  /** How strongly the person signed in; `decide` after a step-up. */
  acr?: string;
}

export function isRole(value: unknown): value is Role {
  return roles.includes(value as Role);
}

export function hasRole(actor: Actor, ...any: Role[]): boolean {
  return actor.roles.some((role) => any.includes(role));
}
