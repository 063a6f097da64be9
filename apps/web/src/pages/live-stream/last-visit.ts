import { useEffect, useState } from 'react';

const STORED = 'stream-seen';

/** When the reader last left this page; null at the first visit. */
export function useLastVisit(): string | null {
  const [before] = useState(() => localStorage.getItem(STORED));
  useEffect(() => {
    const leave = () => localStorage.setItem(STORED, new Date().toISOString());
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  return before;
}
