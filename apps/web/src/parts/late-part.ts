import { type ComponentType, lazy, type LazyExoticComponent, useEffect, useState } from 'react';

type Load<Part> = () => Promise<{ default: Part }>;

/** Milliseconds before a part is asked for again where the line broke while it came. */
const AGAIN_AFTER_MS = [300, 1_000, 3_000];

/**
 * A part of the app that comes when it is needed. A laptop that changes networks drops what it is loading: the part is asked
 * for again, unless there is no connection to wait for.
 */
export function latePart<Props>(load: Load<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => persistently(load));
}

export async function persistently<Answer>(load: () => Promise<Answer>): Promise<Answer> {
  for (const wait of AGAIN_AFTER_MS) {
    try {
      return await load();
    } catch (error) {
      if (!navigator.onLine) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return load();
}

/** A part the page can do without: undefined until it has come; asked for again when the connection is back. */
export function useOptionalPart<Props>(
  load: Load<ComponentType<Props>>,
  { wanted = true, afterMs = 0 }: { wanted?: boolean; afterMs?: number } = {},
): ComponentType<Props> | undefined {
  const [Part, setPart] = useState<ComponentType<Props>>();
  const missing = wanted && !Part;
  useEffect(() => {
    if (!missing) return;
    const ask = () =>
      void persistently(load).then(
        ({ default: part }) => setPart(() => part),
        () => undefined,
      );
    const timer = setTimeout(ask, afterMs);
    window.addEventListener('online', ask);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', ask);
    };
  }, [load, missing, afterMs]);
  return Part;
}
