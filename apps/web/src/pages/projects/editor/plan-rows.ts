import type { Dossier } from '../projects-api';
import { type Parts, partsOf } from '../share-test';

type Plan = NonNullable<Dossier['financingPlan']>;

export interface SourceRow {
  kind: 'FUND' | 'CITY' | 'PARTNER';
  name: string;
  /** Decimal string in euros, empty until something is said. */
  amount: string;
  inKind: boolean;
  maxPercent?: string;
}

/** A financing plan while it is being written. */
export interface WrittenPlan {
  total: string;
  sources: readonly SourceRow[];
}

export function writtenPlan(plan: Plan | undefined): WrittenPlan {
  return {
    total: plan?.total.amount ?? '',
    sources: (plan?.sources ?? []).map(({ amount, ...source }) => ({ ...source, amount: amount.amount })),
  };
}

export function partsOfPlan({ total, sources }: WrittenPlan): Parts {
  return partsOf(
    total,
    sources.map(({ kind, amount }) => ({ kind, amount: { amount } })),
  );
}

/** Sources that say who and how much; what is half written waits. */
export function planOf({ total, sources }: WrittenPlan): Plan {
  return {
    total: { amount: total, currency: 'EUR' },
    sources: sources
      .filter(({ name, amount }) => name.trim() !== '' && amount !== '')
      .map(({ kind, name, amount, inKind, maxPercent }) => ({
        kind,
        name: name.trim(),
        inKind,
        amount: { amount, currency: 'EUR' },
        ...(maxPercent !== undefined && { maxPercent }),
      })),
  };
}
