import { queryOptions, useQuery } from '@tanstack/react-query';
import { problemOf } from '../api/client';

export type Role =
  | 'finance-officer'
  | 'finance-controller'
  | 'project-officer'
  | 'secretariat'
  | 'bureau-secretary'
  | 'committee-presidency'
  | 'presidency'
  | 'city'
  | 'donor'
  | 'auditor'
  | 'administrator';

export interface Person {
  /** What approvals and proposals are compared by. */
  id: string;
  name: string;
  roles: Role[];
  /** Whether people and figures are fictitious. */
  demonstration: boolean;
  /** `decide` for a while after signing in again for it. */
  acr?: string;
}

async function whoAmI(): Promise<Person | null> {
  const response = await fetch('/api/me', { headers: { accept: 'application/json' } });
  // The session's token is no longer good: nobody is signed in with it.
  if (response.status === 401) return null;
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  return (await response.json()) as Person | null;
}

export const session = queryOptions({ queryKey: ['me'], queryFn: whoAmI, staleTime: Infinity, meta: { live: false } });

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery(session);
}

export function signIn(): void {
  location.assign(`/auth/login?returnTo=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Asks who is there once more before a grave act, then comes back to where it is done. */
export function stepUp(returnTo: string): void {
  location.assign(`/auth/login?acr=decide&returnTo=${encodeURIComponent(returnTo)}`);
}

export function signOut(): void {
  location.assign('/auth/logout');
}
