import { useInfiniteQuery } from '@tanstack/react-query';
import { answered, clientOf } from '../../api/client';
import type { components, paths } from '../../api/schema/treasury';

type Schemas = components['schemas'];
export type ExchangeRate = Schemas['ExchangeRateDto'];
export type Correction = Schemas['RateCorrectionDto'];
export type RateAct = Schemas['RateActDto'];
export type EnteredRate = Schemas['EnterRateDto'];

export const treasury = clientOf<paths>();

/** What is read again once a rate was entered or a correction decided. */
export const RATES = [['treasury', 'exchange-rates']] as const;

const PAGE = 20;

/** Newest first, page after page. */
export function useExchangeRates() {
  return useInfiniteQuery({
    queryKey: [...RATES[0], 'list'],
    queryFn: ({ pageParam }) =>
      answered(treasury.GET('/api/treasury/exchange-rates', { params: { query: pageOf(pageParam) } })),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

export function useRateActs() {
  return useInfiniteQuery({
    queryKey: [...RATES[0], 'acts'],
    queryFn: ({ pageParam }) =>
      answered(treasury.GET('/api/treasury/exchange-rates/acts', { params: { query: pageOf(pageParam) } })),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

function pageOf(cursor: string) {
  return { limit: PAGE, ...(cursor && { cursor }) };
}
