/** A sentence that passes by, polite to screen readers; it may carry the way back. */
export interface Notice {
  /** By which it can be withdrawn. */
  id?: string;
  tone?: 'good' | 'bad';
  title: string;
  text?: string | undefined;
  /** Shown as a button: undoes what was said. */
  undo?: { label: string; act: () => void };
}

interface Listener {
  show: (notice: Notice) => void;
  withdraw: (id: string) => void;
}

let listener: Listener | undefined;
let place: (() => void) | undefined;
const waiting: Notice[] = [];

/** Says something, now or as soon as there is a place for it. */
export function notify(notice: Notice): void {
  if (listener) return listener.show(notice);
  waiting.push(notice);
  place?.();
}

/** Takes back what was said: it no longer holds. */
export function withdraw(id: string): void {
  listener?.withdraw(id);
}

/** Told when the first thing is said, to make the place where notices are shown; answers what stops that. */
export function onFirstNotice(make: () => void): () => void {
  place = make;
  if (waiting.length > 0) make();
  return () => {
    place = undefined;
  };
}

/** The place where notices are shown; answers what gives it up. */
export function showNotices(shown: Listener): () => void {
  listener = shown;
  waiting.splice(0).forEach(shown.show);
  return () => {
    listener = undefined;
  };
}
