import type { Day } from '@abonde/calendar';

export const bearers = ['GENERAL', 'EMERGENCY_FUND'] as const;
/** Who bears what an account costs while its rate is below zero: the association's own resources, or the emergency fund. */
export type Bearer = (typeof bearers)[number];

/** A decision on it, in force from a day. */
export interface ChargePolicy {
  from: Day;
  bearer: Bearer;
}

/**
 * Who bears a period's negative interest: what was decided last by the period's last day decides for all of it, as one
 * credit of the bank is one amount. General expense unless somebody has decided otherwise.
 * @param policies in order of day; of several from one day the last counts
 */
export function bearerOf(policies: readonly ChargePolicy[], lastDay: Day): Bearer {
  return policies.findLast(({ from }) => from <= lastDay)?.bearer ?? 'GENERAL';
}
