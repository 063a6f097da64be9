import { useSyncExternalStore } from 'react';

/** Header by which the service worker says when it kept what it answers with. */
const KEPT_AT = 'x-kept-at';

let keptAt: string | undefined;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Notes whether an answer is one that was kept; the first fresh one says that the connection is back. */
export function sinceKept(response: Response): void {
  const kept = response.headers.get(KEPT_AT) ?? undefined;
  if (kept === keptAt) return;
  keptAt = kept;
  tell();
}

/** From then on the area's pages can be read without a connection, on this device and by this person. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', ({ data, source }) => {
    if (data === 'keep') source?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
  });
  // Where it can't be kept, everything works as before.
  void navigator.serviceWorker.register('/offline.js').catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

export interface Connection {
  online: boolean;
  /** Instant of what is shown, where it is what was kept. */
  since: string | undefined;
}

export function useConnection(): Connection {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine && keptAt === undefined);
  const since = useSyncExternalStore(subscribe, () => keptAt);
  return { online, since };
}
