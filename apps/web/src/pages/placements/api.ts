import { queryOptions } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type { components, paths } from '../../api/schema/emergency-fund';
import type { paths as TreasuryPaths } from '../../api/schema/treasury';

export type Schemas = components['schemas'];
export type Placement = Schemas['PlacementDto'];
export type Rate = Schemas['RateDto'];
export type Credit = Schemas['CreditDto'];
export type Restatement = Schemas['RestatementDto'];
export type Explained = Schemas['ExplainedDto'];
export type LineageLine = Schemas['LineageLineDto'];
export type Projection = Schemas['ProjectionDto'];

/** Calls of the emergency fund. */
export const interestApi = clientOf<paths>();

const treasury = clientOf<TreasuryPaths>();

/** Whatever an act on interest may have changed. */
export const REFRESH = [['placements'], ['emergency']] as const;

/** Lines of an explanation that a page reads; the files have them all. */
const EXPLAINED = 500;

export const placements = queryOptions({
  queryKey: ['placements', 'all'],
  queryFn: async () =>
    (await answered(interestApi.GET('/api/emergency-fund/placements', { params: { query: { limit: 100 } } }))).items,
});

export const placementOf = (id: string) =>
  queryOptions({
    queryKey: ['placements', 'one', id],
    queryFn: () => answered(interestApi.GET('/api/emergency-fund/placements/{id}', { params: { path: { id } } })),
  });

/** Bank accounts on which a placement may be opened. */
export const remuneratedAccounts = queryOptions({
  queryKey: ['placements', 'accounts'],
  queryFn: async () =>
    (await answered(treasury.GET('/api/treasury/accounts', { params: { query: { limit: 200 } } }))).items,
});

/** The latest credits; of one placement where it is given. */
export const creditsOf = (placement?: string) =>
  queryOptions({
    queryKey: ['placements', 'credits', placement],
    queryFn: async () =>
      (
        await answered(
          interestApi.GET('/api/emergency-fund/credits', {
            params: { query: { limit: 40, ...(placement !== undefined && { placement }) } },
          }),
        )
      ).items,
  });

export const creditDetail = (id: string) =>
  queryOptions({
    queryKey: ['placements', 'credit', id],
    queryFn: () => answered(interestApi.GET('/api/emergency-fund/credits/{id}', { params: { path: { id } } })),
  });

export const restatementsOf = (id: string) =>
  queryOptions({
    queryKey: ['placements', 'restatements', id],
    queryFn: async () =>
      (
        await answered(
          interestApi.GET('/api/emergency-fund/placements/{id}/restatements', {
            params: { path: { id }, query: { limit: 20 } },
          }),
        )
      ).items,
  });

export const explanationOf = (placement: string) =>
  queryOptions({
    queryKey: ['placements', 'explained', placement],
    queryFn: () =>
      answered(interestApi.GET('/api/emergency-fund/accruals', { params: { query: { placement, limit: EXPLAINED } } })),
  });

export const accruedLinesOf = (placement: string) =>
  queryOptions({
    queryKey: ['placements', 'accrued', placement],
    queryFn: () =>
      answered(interestApi.GET('/api/emergency-fund/accruals/lines', { params: { query: { placement } } })),
  });

export const charges = queryOptions({
  queryKey: ['placements', 'charges'],
  queryFn: () => answered(interestApi.GET('/api/emergency-fund/charge-policies')),
});

export const indices = queryOptions({
  queryKey: ['placements', 'indices'],
  queryFn: () => answered(interestApi.GET('/api/emergency-fund/fixings')),
});

export const fixingsOf = (index: string) =>
  queryOptions({
    queryKey: ['placements', 'fixings', index],
    queryFn: async () =>
      (
        await answered(
          interestApi.GET('/api/emergency-fund/fixings/{index}/history', {
            params: { path: { index }, query: { limit: 20 } },
          }),
        )
      ).items,
  });

export const projectionOf = (months: number, forward: string | undefined) =>
  queryOptions({
    queryKey: ['emergency', 'projection', months, forward],
    queryFn: () =>
      answered(
        interestApi.GET('/api/emergency-fund/projection', {
          params: { query: { months, ...(forward !== undefined && { forward }) } },
        }),
      ),
  });

export const lineageOf = (filter: { case?: string; project?: string; donor?: string }) =>
  queryOptions({
    queryKey: ['emergency', 'lineage', filter],
    queryFn: () => answered(interestApi.GET('/api/emergency-fund/lineage', { params: { query: filter } })),
  });
