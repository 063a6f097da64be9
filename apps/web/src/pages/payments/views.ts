import type { OrderStatus } from './payments-api';

/** What the queue shows at a time, by its name in the address. */
export const views = ['a-approuver', 'a-remettre', 'emis', 'regles', 'retournes', 'rejetes', 'fichiers'] as const;
export type View = (typeof views)[number];

const states: Readonly<Record<View, readonly OrderStatus[]>> = {
  'a-approuver': ['ORDERED'],
  'a-remettre': ['APPROVED'],
  emis: ['EMITTED'],
  regles: ['SETTLED'],
  retournes: ['RETURNED'],
  rejetes: ['REJECTED', 'CANCELLED'],
  fichiers: [],
};

export function viewOf(asked: string | undefined): View {
  return views.find((view) => view === asked) ?? 'a-approuver';
}

export function statesOf(view: View): readonly OrderStatus[] {
  return states[view];
}

/** What is still to be done comes by due date, what is done the latest first. */
export function sortOf(view: View): 'due' | '-due' {
  return view === 'a-approuver' || view === 'a-remettre' ? 'due' : '-due';
}
