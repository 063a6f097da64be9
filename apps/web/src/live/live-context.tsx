import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { LiveStream, type StreamMessage, type StreamState } from './stream';

interface Live {
  state: StreamState;
  since: string;
  stream: LiveStream | null;
}

const LiveContext = createContext<Live>({ state: 'connecting', since: '', stream: null });
const REFRESH_EVERY_MS = 1_000;

/** Keeps figures fresh: a ledger event makes what is on screen be asked again, at most once a second. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>({ state: 'connecting', since: '', stream: null });
  useEffect(() => {
    const stream = new LiveStream('/api/reporting/stream');
    let pending: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      pending ??= setTimeout(() => {
        pending = undefined;
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      }, REFRESH_EVERY_MS);
    };
    const stop = stream.subscribe((message: StreamMessage) => {
      if (message.kind === 'state') setLive({ state: message.state, since: message.since, stream });
      else refresh();
    });
    return () => {
      clearTimeout(pending);
      stop();
    };
  }, [queries]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  return useContext(LiveContext);
}
