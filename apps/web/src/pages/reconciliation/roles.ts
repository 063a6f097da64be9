import { type Role, useSession } from '../../session/session';

function useRole(role: Role): boolean {
  return useSession().data?.roles.includes(role) ?? false;
}

/** Who explains lines. */
export function useMayMatch(): boolean {
  return useRole('finance-officer');
}

/** Who closes and reopens months. */
export function useMayClose(): boolean {
  return useRole('finance-controller');
}
