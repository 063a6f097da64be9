import { useQuery } from '@tanstack/react-query';
import type { ActHeaders } from '../../acts/use-act';
import { answered, clientOf, getJson } from '../../api/client';
import type { components, paths } from '../../api/schema/contributions';
import { type Amount, euros, minorOf } from '../../money/format';

export type Schemas = components['schemas'];
export type Refund = Schemas['RefundDto'];
export type Owed = Schemas['OwedDto'];
export type WriteOff = Schemas['WriteOffDto'];
export type Opening = Schemas['OpeningDto'];
export type Unapplied = Schemas['UnappliedDto'];
export type Application = Schemas['ApplicationDto'];
export type Agreement = Schemas['AgreementDto'];

export const kinds = ['refunds', 'write-offs', 'openings', 'applications'] as const;
export type Kind = (typeof kinds)[number];

/** What one person prepares and another decides, whatever it is. */
export interface Act {
  id: string;
  subject: string;
  reason: string;
  amount: Amount;
  entries: string | null;
  status: string;
  effectiveDate: string;
  preparedBy: string;
  confirmedBy: string | null;
  declinedBy: string | null;
  declineReason: string | null;
}

export const contributions = clientOf<paths>();
export const FINANCE_ACTS = ['finance-acts'] as const;
const page = { params: { query: { limit: 200 } } };

const lists: Record<Kind, () => Promise<Act[]>> = {
  refunds: async () =>
    itemsOf<Refund>(await answered(contributions.GET('/api/contributions/refunds', page))).map((refund) => ({
      ...refund,
      subject: refund.agreement,
    })),
  'write-offs': async () =>
    itemsOf<WriteOff>(await answered(contributions.GET('/api/contributions/write-offs', page))).map((writeOff) => ({
      ...writeOff,
      subject: `${writeOff.agreement} n° ${writeOff.number}`,
    })),
  openings: async () =>
    itemsOf<Opening>(await answered(contributions.GET('/api/contributions/openings', page))).flatMap(openingActs),
  applications: async () =>
    itemsOf<Application>(await answered(contributions.GET('/api/contributions/unapplied/applications', page))).map(
      (application) => ({
        ...application,
        subject: `${application.agreement} n° ${application.number}`,
        reason: application.donor,
      }),
    ),
};

function itemsOf<Item>(answer: unknown): Item[] {
  return (answer as { items: Item[] }).items;
}

/** An opening says whose money the balances are: what goes to agreements, and what goes to the emergency fund. */
function openingActs({ lines, emergency, entries, emergencyEntries, ...told }: Opening): Act[] {
  const act = (subject: string, amount: Amount, behind: string | null): Act => ({
    ...told,
    subject,
    reason: '',
    amount,
    entries: behind,
  });
  const total = lines.reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n);
  return [
    ...(lines.length > 0 ? [act(lines.map(({ agreement }) => agreement).join(', '), euros(total), entries)] : []),
    ...(minorOf(emergency.amount) > 0n ? [act('', emergency, emergencyEntries)] : []),
  ];
}

export function useActs(kind: Kind) {
  return useQuery({ queryKey: [...FINANCE_ACTS, kind], queryFn: lists[kind] });
}

type Decide = (id: string, headers: ActHeaders, reason: string) => Promise<unknown>;
const at = (id: string, headers: ActHeaders) => ({ params: { path: { id } }, headers: { ...headers } });

/** Confirming and declining, of each kind. */
export const decisions: Record<Kind, { confirm: Decide; decline: Decide }> = {
  refunds: {
    confirm: (id, headers) => answered(contributions.POST('/api/contributions/refunds/{id}/confirm', at(id, headers))),
    decline: (id, headers, reason) =>
      answered(contributions.POST('/api/contributions/refunds/{id}/decline', { ...at(id, headers), body: { reason } })),
  },
  'write-offs': {
    confirm: (id, headers) =>
      answered(contributions.POST('/api/contributions/write-offs/{id}/confirm', at(id, headers))),
    decline: (id, headers, reason) =>
      answered(
        contributions.POST('/api/contributions/write-offs/{id}/decline', { ...at(id, headers), body: { reason } }),
      ),
  },
  openings: {
    confirm: (id, headers) => answered(contributions.POST('/api/contributions/openings/{id}/confirm', at(id, headers))),
    decline: (id, headers, reason) =>
      answered(
        contributions.POST('/api/contributions/openings/{id}/decline', { ...at(id, headers), body: { reason } }),
      ),
  },
  applications: {
    confirm: (id, headers) =>
      answered(contributions.POST('/api/contributions/unapplied/applications/{id}/confirm', at(id, headers))),
    decline: (id, headers, reason) =>
      answered(
        contributions.POST('/api/contributions/unapplied/applications/{id}/decline', {
          ...at(id, headers),
          body: { reason },
        }),
      ),
  },
};

export function useUnapplied() {
  return useQuery({
    queryKey: [...FINANCE_ACTS, 'unapplied'],
    queryFn: async () => itemsOf<Unapplied>(await answered(contributions.GET('/api/contributions/unapplied', page))),
  });
}

/** What should go back to donors and is not asked to be paid yet. */
export function useOwed() {
  return useQuery({
    queryKey: [...FINANCE_ACTS, 'owed'],
    queryFn: async () => (await answered(contributions.GET('/api/contributions/refunds/owed', {}))).items,
  });
}

export function useAgreements() {
  return useQuery({
    queryKey: ['agreements', 'all'],
    queryFn: async () =>
      itemsOf<Agreement>(
        await answered(contributions.GET('/api/contributions/agreements', { params: { query: { limit: 500 } } })),
      ),
  });
}

export function useReceivables() {
  return useQuery({
    queryKey: ['receivables'],
    queryFn: async () => (await answered(contributions.GET('/api/contributions/receivables', {}))).items,
  });
}

/** Those to whom the bank may pay, by code. */
export function useBeneficiaries() {
  return useQuery({
    queryKey: ['beneficiaries'],
    queryFn: async () =>
      (
        await getJson<{ items: { id: string; code: string | null; name: string }[] }>(
          '/api/treasury/beneficiaries?limit=500',
        )
      ).items,
  });
}
