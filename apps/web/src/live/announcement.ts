import { useCallback, useEffect, useRef, useState } from 'react';

const AT_MOST_EVERY_MS = 10_000;

/** When the reader was last to be told of an update, and the function that tells: at most once in ten seconds. */
export function useAnnouncement(): [string | null, () => void] {
  const [toldAt, setToldAt] = useState<string | null>(null);
  const untold = useRef(false);
  const silent = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback(() => {
    untold.current = false;
    setToldAt(new Date().toISOString());
    silent.current = setTimeout(() => {
      silent.current = undefined;
      if (untold.current) say();
    }, AT_MOST_EVERY_MS);
  }, []);
  useEffect(() => () => clearTimeout(silent.current), []);
  const tell = useCallback(() => {
    if (silent.current) untold.current = true;
    else say();
  }, [say]);
  return [toldAt, tell];
}
