import { useQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type { components, paths } from '../../api/schema/contributions';

type Schemas = components['schemas'];
export type Allocation = Schemas['AllocationDto'];
export type AllocationDetail = Schemas['AllocationDetailDto'];
export type AllocationLine = Schemas['AllocationLineDto'];
export type Option = Schemas['OptionDto'];
export type Options = Schemas['OptionsDto'];
export type Funding = Schemas['FundingDto'];
export type Release = Schemas['ReleaseRequestDto'];

export const contributions = clientOf<paths>();

/** What every act on allocations may change. */
export const ALLOCATIONS = ['allocations'] as const;
const MANY = 200;

export function useAllocations(status: Allocation['status']) {
  return useQuery({
    queryKey: [...ALLOCATIONS, 'list', status],
    queryFn: () =>
      answered(
        contributions.GET('/api/contributions/allocations', { params: { query: { status, limit: MANY } } }),
      ) as Promise<{ items: Allocation[] }>,
  });
}

export function useAllocation(id: string) {
  return useQuery({
    queryKey: [...ALLOCATIONS, id],
    queryFn: () => answered(contributions.GET('/api/contributions/allocations/{id}', { params: { path: { id } } })),
  });
}

/** Asked for only while somebody adjusts. */
export function useOptions(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...ALLOCATIONS, id, 'options'],
    queryFn: () =>
      answered(contributions.GET('/api/contributions/allocations/{id}/options', { params: { path: { id } } })),
    enabled,
  });
}

/** Free money that the rules keep from a project that waits. */
export function useWithheld(id: string) {
  return useQuery({
    queryKey: [...ALLOCATIONS, id, 'withheld'],
    queryFn: () =>
      answered(contributions.GET('/api/contributions/allocations/{id}/withheld', { params: { path: { id } } })),
  });
}

export function useFundings() {
  return useQuery({
    queryKey: [...ALLOCATIONS, 'fundings'],
    queryFn: () =>
      answered(contributions.GET('/api/contributions/fundings', { params: { query: { limit: MANY } } })) as Promise<{
        items: Funding[];
      }>,
  });
}

export function useReleases(project: string) {
  return useQuery({
    queryKey: [...ALLOCATIONS, 'releases', project],
    queryFn: () =>
      answered(
        contributions.GET('/api/contributions/releases', { params: { query: { project, limit: MANY } } }),
      ) as Promise<{ items: Release[] }>,
  });
}
