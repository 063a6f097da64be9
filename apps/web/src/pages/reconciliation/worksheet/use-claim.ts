import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { treasury } from '../treasury';

const KEEP_EVERY_MS = 20_000;

/** Says that this line is open here, for as long as it is; a claim that can't be sent changes nothing for whoever works. */
export function useClaim(entry: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!entry) return undefined;
    const params = { path: { id: entry } };
    const claim = async () => {
      await treasury
        .POST('/api/treasury/entries/{id}/claim', { params, body: { takeOver: false } })
        .catch(() => undefined);
      await queries.invalidateQueries({ queryKey: ['reconciliation', 'claims'] });
    };
    void claim();
    const timer = setInterval(() => void claim(), KEEP_EVERY_MS);
    return () => {
      clearInterval(timer);
      void treasury.DELETE('/api/treasury/entries/{id}/claim', { params }).catch(() => undefined);
    };
  }, [entry, queries]);
}

/** Takes a line that somebody else has open. */
export async function takeOver(entry: string): Promise<void> {
  await treasury.POST('/api/treasury/entries/{id}/claim', {
    params: { path: { id: entry } },
    body: { takeOver: true },
  });
}
