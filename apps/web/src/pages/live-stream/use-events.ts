import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getJson, type Schemas } from '../../api/client';
import { useLive } from '../../live/live-context';

export type RecentEvent = Schemas['RecentEventDto'];
type EventPage = Schemas['EventPageDto'];

const PAGE_SIZE = 50;

/** Events newest first; those that come while the reader is further down, or has paused, wait and are counted. */
export function useEvents(topics: string, paused: boolean) {
  const queries = useQueryClient();
  const { stream } = useLive();
  const [waiting, setWaiting] = useState(0);
  const held = useRef(paused);
  held.current = paused;
  const query = useInfiniteQuery({
    queryKey: ['me', 'events', topics],
    queryFn: ({ pageParam }) => getJson<EventPage>(`/api/reporting/events?limit=${PAGE_SIZE}${topics && `&topics=${topics}`}${pageParam && `&before=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const refresh = async () => {
    setWaiting(0);
    queries.setQueryData(['me', 'events', topics], (before: { pages: EventPage[]; pageParams: string[] } | undefined) =>
      before && { pages: before.pages.slice(0, 1), pageParams: before.pageParams.slice(0, 1) },
    );
    await query.refetch();
  };
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => {
    let pending: ReturnType<typeof setTimeout> | undefined;
    const stop = stream?.subscribe((message) => {
      if (message.kind === 'state') return;
      if (held.current || scrollY > 200) setWaiting((count) => count + 1);
      else pending ??= setTimeout(() => ((pending = undefined), void latest.current()), 300);
    });
    return () => {
      clearTimeout(pending);
      stop?.();
    };
  }, [stream]);
  return { query, waiting, refresh };
}
