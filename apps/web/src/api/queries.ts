import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './client';

/** Queries whose answers change with the ledger are refreshed when it moves; `live: false` keeps one out. */
declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { live?: boolean };
  }
}

const FINAL = [401, 403, 404];

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      // The session has ended: whoever reads is asked to sign in again.
      const ended = error instanceof Problem && error.status === 401 && queryKey[0] !== 'me';
      if (ended) void queries.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: mayTryAgain,
      placeholderData: (before: unknown) => before,
    },
  },
});

/** A line that broke comes back soon; a platform that answers it can't is not pressed. */
function mayTryAgain(count: number, error: Error): boolean {
  return error instanceof Problem ? count < 1 && !FINAL.includes(error.status) : count < 3;
}
