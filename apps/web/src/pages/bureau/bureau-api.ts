import { useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type * as Disbursements from '../../api/schema/disbursements';

type Shapes = Disbursements.components['schemas'];
export type Session = Shapes['SessionDto'];
export type SessionView = Shapes['SessionViewDto'];
export type AgendaItem = Shapes['AgendaItemDto'];
export type Outcome = NonNullable<AgendaItem['outcome']>;

export const disbursements = clientOf<Disbursements.paths>();

export const keys = {
  sessions: ['bureau-sessions'] as const,
  session: (id: string) => ['bureau-sessions', id] as const,
};

const EVERYTHING = 500;

export function useSessions() {
  return useQuery({
    queryKey: keys.sessions,
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/bureau-sessions', { params: { query: { limit: EVERYTHING } } })),
  });
}

export function useBureauSession(id: string) {
  return useQuery({
    queryKey: keys.session(id),
    queryFn: () => answered(disbursements.GET('/api/disbursements/bureau-sessions/{id}', { params: { path: { id } } })),
  });
}
