import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answered } from '../../api/client';
import { type Statement, treasury } from './treasury';

const PAGE = 50;

export function useAccounts() {
  return useQuery({
    queryKey: ['treasury', 'accounts'],
    queryFn: async () =>
      (await answered(treasury.GET('/api/treasury/accounts', { params: { query: { limit: 200 } } }))).items,
  });
}

interface Wanted {
  account?: string | undefined;
  state?: Statement['state'] | undefined;
}

/** Page after page, the latest first. */
export function useStatements({ account, state }: Wanted) {
  return useInfiniteQuery({
    queryKey: ['treasury', 'statements', account, state],
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(account && { account }),
        ...(state && { state }),
        ...(pageParam && { cursor: pageParam }),
      };
      return answered(treasury.GET('/api/treasury/statements', { params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
