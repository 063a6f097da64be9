import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { formatTime } from '../money/format';
import { useAnnouncement } from './announcement';
import { Refresher } from './refresh';
import { LiveStream, type StreamState } from './stream';

interface Live {
  state: StreamState;
  since: string;
  stream: LiveStream | null;
  /** Since when the platform could not tell what was missed; null once the reader has seen it. */
  resetAt: string | null;
  dismissReset: () => void;
}

const LiveContext = createContext<Live>({
  state: 'connecting',
  since: '',
  stream: null,
  resetAt: null,
  dismissReset: () => undefined,
});

/** Keeps what is on screen fresh, and says so in a region that screen readers read when they have nothing else to say. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [live, setLive] = useState<Pick<Live, 'state' | 'since' | 'stream'>>({
    state: 'connecting',
    since: '',
    stream: null,
  });
  const [resetAt, setResetAt] = useState<string | null>(null);
  const language = useLanguage();
  const [toldAt, tell] = useAnnouncement();
  useEffect(() => {
    const stream = new LiveStream('/api/reporting/stream');
    const refresher = new Refresher(queries, tell);
    stream.subscribe((message) => {
      if (message.kind === 'state') return setLive({ state: message.state, since: message.since, stream });
      if (message.kind === 'reset') setResetAt(new Date().toISOString());
      refresher.ask();
    });
    return () => {
      refresher.stop();
      stream.close();
    };
  }, [queries, tell]);
  return (
    <LiveContext value={{ ...live, resetAt, dismissReset: () => setResetAt(null) }}>
      {children}
      <VisuallyHidden aria-live="polite" data-testid="announcement">
        {toldAt && t('live.updated', { time: formatTime(toldAt, language) })}
      </VisuallyHidden>
    </LiveContext>
  );
}

export function useLive(): Live {
  return useContext(LiveContext);
}
