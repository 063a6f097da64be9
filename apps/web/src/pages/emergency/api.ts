import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type { components, paths } from '../../api/schema/emergency-fund';
import { keepForOffline, sinceKept } from './offline';

export type Schemas = components['schemas'];
export type Case = Schemas['CaseDto'];
export type CaseSheet = Schemas['CaseSheetDto'];
export type ProposalSheet = Schemas['ProposalSheetDto'];
export type Proposal = Schemas['ProposalDto'];

/** Calls of the emergency fund. */
export const fundApi = clientOf<paths>();

fundApi.use({ onResponse: ({ response }) => sinceKept(response) });
keepForOffline();

/** What every act of the area may have changed. */
export const REFRESH = [['emergency'], ['inbox']] as const;

/** What may be granted now, or could have been at the end of a day. */
export const availability = (asOf?: string) =>
  queryOptions({
    queryKey: ['emergency', 'availability', asOf],
    queryFn: () =>
      answered(
        fundApi.GET('/api/emergency-fund/availability', { params: { query: { ...(asOf !== undefined && { asOf }) } } }),
      ),
  });

export const history = queryOptions({
  queryKey: ['emergency', 'history'],
  queryFn: () => answered(fundApi.GET('/api/emergency-fund/history', { params: { query: { months: 12 } } })),
});

/** A year ahead, at today’s rates. */
export const yearAhead = queryOptions({
  queryKey: ['emergency', 'year-ahead'],
  queryFn: () => answered(fundApi.GET('/api/emergency-fund/projection', { params: { query: { months: 12 } } })),
});

export const earnings = queryOptions({
  queryKey: ['emergency', 'earnings'],
  queryFn: () => answered(fundApi.GET('/api/emergency-fund/earnings')),
});

export const cases = queryOptions({
  queryKey: ['emergency', 'cases'],
  queryFn: async () =>
    (await answered(fundApi.GET('/api/emergency-fund/cases', { params: { query: { limit: 100 } } }))).items,
});

export const aidClock = queryOptions({
  queryKey: ['emergency', 'clock'],
  queryFn: () => answered(fundApi.GET('/api/emergency-fund/aid-clock')),
});

export function useCase(id: string) {
  return useQuery({
    queryKey: ['emergency', 'case', id],
    queryFn: () => answered(fundApi.GET('/api/emergency-fund/cases/{id}', { params: { path: { id } } })),
  });
}

export function useProposal(id: string) {
  return useQuery({
    queryKey: ['emergency', 'proposal', id],
    queryFn: () => answered(fundApi.GET('/api/emergency-fund/proposals/{id}', { params: { path: { id } } })),
  });
}
