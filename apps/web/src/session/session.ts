import { useQuery } from '@tanstack/react-query';

export type Role =
  | 'finance-officer' | 'finance-controller' | 'project-officer' | 'secretariat' | 'bureau-secretary'
  | 'committee-presidency' | 'presidency' | 'city' | 'donor' | 'auditor' | 'administrator';

export interface Person {
  name: string;
  roles: Role[];
  city: string | null;
  donor: string | null;
}

async function whoAmI(): Promise<Person | null> {
  const response = await fetch('/api/me', { headers: { accept: 'application/json' } });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`/api/me answered ${response.status}`);
  return (await response.json()) as Person;
}

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({ queryKey: ['me'], queryFn: whoAmI, staleTime: Infinity });
}

export function signIn(): void {
  location.assign(`/auth/login?returnTo=${encodeURIComponent(location.pathname + location.search)}`);
}

export function signOut(): void {
  location.assign('/auth/logout');
}
