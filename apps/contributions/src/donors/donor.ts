import type { EventData } from '@abonde/contracts';

export const donorKinds = [
  'CITY',
  'STATE',
  'MULTILATERAL',
  'FOUNDATION',
  'WATER_AGENCY',
  'PUBLIC_SYNDICATE',
  'INTERNAL',
  'OTHER',
] as const;
export type DonorKind = (typeof donorKinds)[number];

/** Code of the internal agreement that holds the association's own resources. */
export const GENERAL = 'AIMF-GENERAL';
/** Name under which financing plans ask for the association's own resources. */
export const OWN_RESOURCES = 'AIMF';
/** Donor under whom money of an unknown payer waits. */
export const UNKNOWN_DONOR = 'UNKNOWN';

export type DonorFact = EventData<'abonde.contributions.donor-registered.v1'>;

const publicBodies: readonly DonorKind[] = ['CITY', 'STATE', 'MULTILATERAL', 'WATER_AGENCY', 'PUBLIC_SYNDICATE'];

/** Legal account of what a donor owes: 441 for public bodies, 467 for others. */
export function receivableNumber(kind: DonorKind): string {
  return publicBodies.includes(kind) ? '441' : '467';
}

/** Legal account of what a donor gives: public subsidies, other organisations, members' dues, public generosity. */
export function incomeNumber(kind: DonorKind, appeal: boolean): string {
  if (appeal) return '754';
  if (kind === 'INTERNAL') return '756';
  return publicBodies.includes(kind) ? '741' : '7551';
}
