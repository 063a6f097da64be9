import { useQuery } from '@tanstack/react-query';
import { answered, clientOf, problemOf } from '../../api/client';
import type { components, paths } from '../../api/schema/contributions';

export type Contributions = components['schemas'];
export type Agreement = Contributions['AgreementDto'];
export type AgreementDetail = Contributions['AgreementDetailDto'];
export type Instalment = Contributions['InstalmentDto'];
export type InstalmentDetail = Contributions['InstalmentDetailDto'];
export type Receivable = Contributions['ReceivableDto'];
export type Report = Contributions['ReportDto'];
export type Donor = Contributions['DonorDto'];

export const contributions = clientOf<paths>();

const PAGE = 500;
interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Everything a list holds: read page by page, so that what is filtered and exported is all of it. */
async function all<Item>(page: (cursor: string | undefined) => Promise<PageOf<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, nextCursor } = await page(cursor);
    items.push(...more);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

const page = (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) });

export function useAgreements(donor?: string) {
  return useQuery({
    queryKey: ['contributions', 'agreements', donor ?? ''],
    queryFn: () =>
      all((cursor) =>
        answered(
          contributions.GET('/api/contributions/agreements', {
            params: { query: { ...page(cursor), ...(donor !== undefined && { donor }) } },
          }),
        ),
      ),
  });
}

export function useAgreement(agreement: string) {
  return useQuery({
    queryKey: ['contributions', 'agreement', agreement],
    queryFn: () =>
      answered(contributions.GET('/api/contributions/agreements/{agreement}', { params: { path: { agreement } } })),
    placeholderData: undefined,
  });
}

export function useAgeing() {
  return useQuery({
    queryKey: ['contributions', 'ageing'],
    queryFn: () => answered(contributions.GET('/api/contributions/receivables', { params: { query: {} } })),
  });
}

export function useReminders(instalment: string) {
  return useQuery({
    queryKey: ['contributions', 'reminders', instalment],
    queryFn: () =>
      all((cursor) =>
        answered(
          contributions.GET('/api/contributions/reminders', { params: { query: { ...page(cursor), instalment } } }),
        ),
      ),
    placeholderData: undefined,
  });
}

/** Reports of one agreement, or those of all that are overdue or due within so many days. */
export function useReports(filter: { agreement: string } | { within: number }) {
  return useQuery({
    queryKey: ['contributions', 'reports', filter],
    queryFn: () =>
      all((cursor) =>
        answered(
          contributions.GET('/api/contributions/reports', { params: { query: { ...page(cursor), ...filter } } }),
        ),
      ),
  });
}

export function useDocuments(agreement: string) {
  return useQuery({
    queryKey: ['contributions', 'documents', agreement],
    queryFn: () =>
      answered(
        contributions.GET('/api/contributions/agreements/{agreement}/documents', { params: { path: { agreement } } }),
      ),
  });
}

export function useReceipts(agreement: string) {
  return useQuery({
    queryKey: ['contributions', 'receipts', agreement],
    queryFn: () =>
      answered(
        contributions.GET('/api/contributions/agreements/{agreement}/receipts', { params: { path: { agreement } } }),
      ),
  });
}

export function useInKind() {
  return useQuery({
    queryKey: ['contributions', 'in-kind'],
    queryFn: () =>
      all((cursor) => answered(contributions.GET('/api/contributions/in-kind', { params: { query: page(cursor) } }))),
  });
}

export function useDonors() {
  return useQuery({
    queryKey: ['contributions', 'donors'],
    queryFn: () =>
      all((cursor) => answered(contributions.GET('/api/contributions/donors', { params: { query: page(cursor) } }))),
  });
}

/** Sends a file with its text fields, which come first. @throws {Problem} when it is refused */
export async function upload<Answer>(
  path: string,
  file: File,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<Answer> {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  body.append('file', file);
  const response = await fetch(path, { method: 'POST', body, headers });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as Answer;
}
