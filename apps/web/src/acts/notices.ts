/** A sentence that passes by, polite to screen readers; it may carry the way back. */
export interface Notice {
  tone?: 'good' | 'bad';
  title: string;
  text?: string | undefined;
  /** Shown as a button: undoes what was said. */
  undo?: { label: string; act: () => void };
}

type Listener = (notice: Notice) => void;

let listener: Listener | undefined;
const waiting: Notice[] = [];

/** Says something, now or as soon as there is a place for it. */
export function notify(notice: Notice): void {
  if (listener) listener(notice);
  else waiting.push(notice);
}

/** The place where notices are shown; answers what gives it up. */
export function showNotices(show: Listener): () => void {
  listener = show;
  waiting.splice(0).forEach(show);
  return () => {
    listener = undefined;
  };
}
