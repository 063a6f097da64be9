import { type Role, useSession } from '../../session/session';

/** Whether whoever is signed in has one of the roles. */
export function useMay(...roles: Role[]): boolean {
  const { data: person } = useSession();
  return person?.roles.some((role) => roles.includes(role)) ?? false;
}
