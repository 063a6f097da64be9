import type { CloudEvent } from '@abonde/contracts';

/** The latest word on one facet of a named thing; a facet is replaced whole, so the order of arrival doesn't matter. */
export interface RegisterRow {
  kind: string;
  code: string;
  facet: string;
  sequence: number;
  type: string;
  time: string;
  data: unknown;
}

interface Place {
  kind: string;
  facet: string;
  code?: string;
}

/** Where each business event is kept. Sealed transactions are entries and have no place here. */
const PLACES: Record<string, Place | undefined> = {
  'contributions.donor-registered': { kind: 'donor', facet: 'name' },
  'contributions.donor-amended': { kind: 'donor', facet: 'name' },
  'contributions.agreement-signed': { kind: 'agreement', facet: 'terms' },
  'contributions.agreement-amended': { kind: 'agreement', facet: 'terms' },
  'contributions.schedule-changed': { kind: 'agreement', facet: 'schedule' },
  'contributions.reports-changed': { kind: 'agreement', facet: 'reports' },
  'contributions.payment-requested': { kind: 'payment', facet: 'request' },
  'contributions.allocation-proposed': { kind: 'allocation', facet: 'state', code: 'allocation' },
  'contributions.allocation-confirmed': { kind: 'allocation', facet: 'state', code: 'allocation' },
  'contributions.allocation-rejected': { kind: 'allocation', facet: 'state', code: 'allocation' },
  'contributions.allocation-short': { kind: 'project', facet: 'short' },
  'treasury.bank-account-opened': { kind: 'account', facet: 'name' },
  'treasury.statement-imported': { kind: 'account', facet: 'statement' },
  'treasury.payment-ordered': { kind: 'payment', facet: 'order' },
  'treasury.payment-approved': { kind: 'payment', facet: 'order' },
  'treasury.payment-emitted': { kind: 'payment', facet: 'order' },
  'treasury.payment-rejected': { kind: 'payment', facet: 'order' },
  'treasury.payment-cancelled': { kind: 'payment', facet: 'order' },
  'treasury.payment-settled': { kind: 'payment', facet: 'order' },
  'treasury.payment-returned': { kind: 'payment', facet: 'order' },
  'disbursements.city-registered': { kind: 'city', facet: 'name' },
  'disbursements.city-amended': { kind: 'city', facet: 'name' },
  'disbursements.project-state-changed': { kind: 'project', facet: 'state' },
  'disbursements.subsidy-attributed': { kind: 'project', facet: 'subsidy' },
  'disbursements.attribution-reduced': { kind: 'project', facet: 'reduction' },
  'disbursements.final-cost-established': { kind: 'project', facet: 'cost' },
  'disbursements.payment-requested': { kind: 'payment', facet: 'request' },
  'disbursements.tranche-planned': { kind: 'tranche', facet: 'state', code: 'tranche' },
  'disbursements.tranche-requested': { kind: 'tranche', facet: 'state', code: 'tranche' },
  'disbursements.tranche-certified': { kind: 'tranche', facet: 'state', code: 'tranche' },
  'disbursements.tranche-approved': { kind: 'tranche', facet: 'state', code: 'tranche' },
  'disbursements.tranche-returned': { kind: 'tranche', facet: 'state', code: 'tranche' },
  'disbursements.tranche-paid': { kind: 'tranche', facet: 'state', code: 'tranche' },
  'emergency-fund.payment-requested': { kind: 'payment', facet: 'request' },
  'emergency-fund.placement-opened': { kind: 'placement', facet: 'name' },
  'emergency-fund.aid-case-opened': { kind: 'case', facet: 'name' },
  'emergency-fund.aid-case-closed': { kind: 'case', facet: 'closed' },
  'emergency-fund.proposal-submitted': { kind: 'case', facet: 'proposal' },
  'emergency-fund.proposal-signed': { kind: 'case', facet: 'signed' },
  'emergency-fund.signatures-voided': { kind: 'case', facet: 'voided' },
  'emergency-fund.aid-decided': { kind: 'case', facet: 'decision' },
};

/** @returns undefined for an event that changes no name and no state */
export function registerRowOf(event: CloudEvent): RegisterRow | undefined {
  const place = PLACES[shortName(event.type)];
  if (!place) return undefined;
  const data = event.data as Record<string, unknown>;
  const code = place.code ? String(data[place.code]) : event.subject;
  // Each signer's last signature is a facet of its own.
  const facet = place.facet === 'signed' ? `signed:${String(data['role'])}` : place.facet;
  return {
    kind: place.kind,
    code,
    facet,
    sequence: event.sequence,
    type: shortName(event.type),
    time: event.time,
    data,
  };
}

/** `contributions.receipt-recorded` for `abonde.contributions.receipt-recorded.v1`. */
export function shortName(type: string): string {
  return type.replace(/^abonde\./, '').replace(/\.v\d+$/, '');
}

/** The latest row of each facet: one statement can't write the same row twice. */
export function latest(rows: readonly RegisterRow[]): RegisterRow[] {
  const best = new Map<string, RegisterRow>();
  for (const row of rows) {
    const key = `${row.kind} ${row.code} ${row.facet}`;
    const known = best.get(key);
    if (!known || known.sequence < row.sequence) best.set(key, row);
  }
  return [...best.values()];
}
