import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { getJson, type Schemas } from '../../api/client';
import { useLive } from '../../live/live-context';
import type { Domain } from '../../shell/filters';

export type RecentEvent = Schemas['RecentEventDto'];
type EventPage = Schemas['EventPageDto'];
type Events = InfiniteData<EventPage, string>;

const PAGE_SIZE = 50;
const GATHER_MS = 300;

/** Events newest first. While `held` says so, those that come wait and are counted, so that nothing moves under the reader. */
export function useEvents(domain: Domain | undefined, held: () => boolean) {
  const queries = useQueryClient();
  const { stream } = useLive();
  const [waiting, setWaiting] = useState(0);
  const asked = useRef(held);
  asked.current = held;
  const path = `/api/reporting/events?limit=${PAGE_SIZE}${domain ? `&topics=${domain}` : ''}`;
  const query = useInfiniteQuery({
    queryKey: ['events', domain],
    queryFn: ({ pageParam }) => getJson<EventPage>(pageParam ? `${path}&before=${pageParam}` : path),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    meta: { live: false },
  });
  const insert = useCallback(async () => {
    setWaiting(0);
    const newest = await getJson<EventPage>(path);
    queries.setQueryData<Events>(['events', domain], (before) => before && withNewest(before, newest));
  }, [queries, path, domain]);
  useEffect(() => {
    setWaiting(0);
    let pending: ReturnType<typeof setTimeout> | undefined;
    const stop = stream?.subscribe((message) => {
      if (message.kind === 'state') return;
      const other = message.kind === 'event' && domain && !message.event.type.startsWith(`abonde.${domain}.`);
      if (other) return;
      if (asked.current()) return setWaiting((count) => count + 1);
      pending ??= setTimeout(() => {
        pending = undefined;
        insert().catch(() => setWaiting((count) => count + 1));
      }, GATHER_MS);
    });
    return () => {
      clearTimeout(pending);
      stop?.();
    };
  }, [stream, domain, insert]);
  return { query, waiting, insert };
}

/** Puts what is new on top of what is there; where they don't meet, what is there goes, and can be asked for again. */
function withNewest(before: Events, newest: EventPage): Events {
  const [first] = before.pages;
  const known = new Set(first?.items.map(({ id }) => id));
  const fresh = newest.items.filter(({ id }) => !known.has(id));
  if (!first || fresh.length === newest.items.length) return { pages: [newest], pageParams: [''] };
  return { ...before, pages: [{ ...first, items: [...fresh, ...first.items] }, ...before.pages.slice(1)] };
}
