import { useState } from 'react';
import type { Order } from './payments-api';

/** Orders chosen for a file; one that is no longer in the list is no longer chosen. */
export interface Selection {
  orders: readonly Order[];
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  all: () => void;
  none: () => void;
}

export function useSelection(listed: readonly Order[]): Selection {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const takable = listed.filter(({ checks }) => !checks.some(({ blocking }) => blocking));
  return {
    orders: takable.filter(({ id }) => chosen.has(id)),
    has: (id) => chosen.has(id),
    toggle: (id) =>
      choose((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id])),
    all: () => choose(new Set(takable.map(({ id }) => id))),
    none: () => choose(new Set()),
  };
}
