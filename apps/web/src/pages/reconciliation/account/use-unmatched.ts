import { useInfiniteQuery } from '@tanstack/react-query';
import { answered } from '../../../api/client';
import { type Listed, type Reconciliation, treasury } from '../treasury';

const PAGE = 500;

/** Entries without explanation: those the statement lists, then the others as they are asked for. */
export function useUnmatched({ account, asOf, unmatched, unmatchedNext }: Reconciliation) {
  const query = useInfiniteQuery({
    queryKey: ['reconciliation', 'unmatched', account, asOf, unmatchedNext],
    queryFn: ({ pageParam: cursor }) =>
      answered(
        treasury.GET('/api/treasury/entries', {
          params: { query: { status: 'unmatched', account, to: asOf, limit: PAGE, cursor } },
        }),
      ),
    initialPageParam: new URLSearchParams(unmatchedNext?.split('?')[1]).get('cursor') ?? '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // Nobody has asked for them yet.
    enabled: false,
    placeholderData: undefined,
  });
  const others = (query.data?.pages ?? []).flatMap(({ items }) =>
    items.map(({ id, bookingDate: date, counterparty, information, amount }): Listed => ({
      ...{ id, date, amount, label: counterparty ?? information, entries: null },
    })),
  );
  return {
    items: [...unmatched, ...others],
    hasMore: query.data ? query.hasNextPage : unmatchedNext !== null,
    isReading: query.isFetching,
    more: () => void query.fetchNextPage(),
  };
}
