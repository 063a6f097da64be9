import type { Day } from '@abonde/calendar';

/** What somebody may do in another's stead. */
export const offices = ['PRESIDENCY', 'COMMITTEE_PRESIDENCY', 'SECRETARIAT'] as const;
export type Office = (typeof offices)[number];

/** The role that holds an office. */
export const holderOf = {
  PRESIDENCY: 'presidency',
  COMMITTEE_PRESIDENCY: 'committee-presidency',
  SECRETARIAT: 'secretariat',
} as const satisfies Record<Office, string>;

/**
 * Who ranks high enough to stand in: elected people for what elected people hold, the permanent staff for the permanent
 * secretariat. To be confirmed by the association.
 */
export const suitable: Record<Office, readonly string[]> = {
  PRESIDENCY: ['presidency', 'committee-presidency'],
  COMMITTEE_PRESIDENCY: ['committee-presidency', 'presidency'],
  SECRETARIAT: ['secretariat', 'bureau-secretary'],
};

export interface Granted {
  id: string;
  office: Office;
  delegator: string;
  delegatorName: string;
  from: Day;
  to: Day;
  /** Day from which it no longer holds, where it was ended early. */
  endedOn: Day | null;
}

/** A delegation holds from its first to its last day, both included, unless it was ended before. */
export function holdsOn({ from, to, endedOn }: Pick<Granted, 'from' | 'to' | 'endedOn'>, day: Day): boolean {
  return from <= day && day <= to && (endedOn === null || day < endedOn);
}

export function ranksFor(office: Office, roles: readonly string[]): boolean {
  return roles.some((role) => suitable[office].includes(role));
}

/** In whose name somebody acts; nothing to tell when it is one's own. */
export type Capacity = { own: true } | { own: false; delegation: Granted };

/**
 * In what capacity a person may exercise an office: one's own first, else a delegation that holds on every one of the days
 * (the day of the act, and the day it counts for).
 */
export function capacityFor(
  office: Office,
  roles: readonly string[],
  delegations: readonly Granted[],
  days: readonly Day[],
): Capacity | undefined {
  if (roles.includes(holderOf[office])) return { own: true };
  if (!ranksFor(office, roles)) return undefined;
  const delegation = delegations.find(
    (granted) => granted.office === office && days.every((day) => holdsOn(granted, day)),
  );
  return delegation && { own: false, delegation };
}
