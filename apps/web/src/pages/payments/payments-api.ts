import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answered, clientOf, problemOf } from '../../api/client';
import type { components, paths } from '../../api/schema/treasury';
import type { ActHeaders } from '../../acts/use-act';

export const treasury = clientOf<paths>();

type Shapes = components['schemas'];
export type Order = Shapes['PaymentOrderDto'];
export type OrderStatus = Order['status'];
export type PaymentFile = Shapes['PaymentFileDto'];
export type TimelineItem = Shapes['TimelineItemDto'];
export type Beneficiary = Shapes['BeneficiaryDto'];
export type BankDetails = Shapes['KnownDetailsDto'];
export type Change = Shapes['ChangeDto'];
export type StatusReport = Shapes['StatusReportDto'];
export type Account = Shapes['AccountDto'];

/** Everything of payments is read again when one of them moves: a new approval changes the order, its list and its totals. */
export const PAYMENTS = ['payments'] as const;
export const PAYEES = ['payees'] as const;

const PAGE = 100;

export interface OrderFilter {
  status: string;
  file?: string | undefined;
  sort: 'due' | '-due';
}

export function useOrders(filter: OrderFilter) {
  return useInfiniteQuery({
    queryKey: [...PAYMENTS, 'orders', filter],
    queryFn: ({ pageParam }) =>
      answered(
        treasury.GET('/api/treasury/payment-orders', {
          params: {
            query: {
              ...{ status: filter.status as OrderStatus, sort: filter.sort, limit: PAGE },
              ...(filter.file && { file: filter.file }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useTotals() {
  return useQuery({
    queryKey: [...PAYMENTS, 'totals'],
    queryFn: async () => (await answered(treasury.GET('/api/treasury/payment-orders/totals'))).items,
  });
}

export function useOrder(id: string) {
  return useQuery({
    queryKey: [...PAYMENTS, 'order', id],
    queryFn: () => answered(treasury.GET('/api/treasury/payment-orders/{id}', { params: { path: { id } } })),
  });
}

export function useTimeline(id: string) {
  return useQuery({
    queryKey: [...PAYMENTS, 'timeline', id],
    queryFn: async () =>
      (await answered(treasury.GET('/api/treasury/payment-orders/{id}/timeline', { params: { path: { id } } }))).items,
  });
}

export function useFiles() {
  return useQuery({ queryKey: [...PAYMENTS, 'files'], queryFn: readFiles });
}

async function readFiles(): Promise<PaymentFile[]> {
  const files: PaymentFile[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 500, ...(cursor && { cursor }) };
    const page: { items: PaymentFile[]; nextCursor: string | null } = await answered(
      treasury.GET('/api/treasury/payment-files', { params: { query } }),
    );
    files.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return files;
}

/** Accounts that payments are debited from. */
export function usePayingAccounts() {
  return useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await answered(treasury.GET('/api/treasury/accounts'))).items,
    select: (accounts) => accounts.filter(({ kind }) => kind === 'CURRENT'),
  });
}

export function useBeneficiaries() {
  return useQuery({
    queryKey: [...PAYEES, 'list'],
    queryFn: async () => (await answered(treasury.GET('/api/treasury/beneficiaries'))).items,
  });
}

export function useChanges(id: string | undefined, enabled = true) {
  return useQuery({
    queryKey: [...PAYEES, 'changes', id],
    enabled: enabled && id !== undefined,
    queryFn: async () =>
      (await answered(treasury.GET('/api/treasury/beneficiaries/{id}/changes', { params: { path: { id: id ?? '' } } })))
        .items,
  });
}

/** What was read: an act on anything newer is refused. */
export function asRead({ version }: { version: number }, headers: ActHeaders): Record<string, string> {
  return { ...headers, 'if-match': `"${version}"` };
}

/** @throws {Problem} */
export async function sendReport(file: File): Promise<{ report: StatusReport; known: boolean }> {
  const body = new FormData();
  body.append('file', file);
  const response = await fetch('/api/treasury/payment-status-reports', { method: 'POST', body });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return { report: answer as StatusReport, known: response.status === 200 };
}
