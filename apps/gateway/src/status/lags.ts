import type { Lags } from './status.dto';

interface Figures {
  outbox?: { count?: number };
  consumerLag?: Record<string, number>;
  waiting?: { count?: number };
  deadLetters?: { count?: number };
}

/** Adds up what each service tells of its messages; a service that says nothing counts for nothing. */
export function sumLags(told: readonly unknown[]): Lags {
  const total: Lags = { outbox: 0, consumers: 0, waiting: 0, deadLetters: 0 };
  for (const figures of told.filter(isFigures)) {
    total.outbox += figures.outbox?.count ?? 0;
    total.consumers += Object.values(figures.consumerLag ?? {}).reduce((sum, lag) => sum + lag, 0);
    total.waiting += figures.waiting?.count ?? 0;
    total.deadLetters += figures.deadLetters?.count ?? 0;
  }
  return total;
}

function isFigures(told: unknown): told is Figures {
  return typeof told === 'object' && told !== null;
}
