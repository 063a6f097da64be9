import { useQuery } from '@tanstack/react-query';
import { answered } from '../../../api/client';
import { type Line, treasury } from '../treasury';

const PAGE = 500;
const CLAIMS_EVERY_MS = 5_000;

export function useSheet(id: string) {
  return useQuery({
    queryKey: ['reconciliation', 'sheet', id],
    queryFn: () => answered(treasury.GET('/api/treasury/statements/{id}/worksheet', { params: { path: { id } } })),
    placeholderData: undefined,
  });
}

/** Every line of the statement: filters, search and the count of safe ones are about all of them. */
export function useLines(id: string) {
  return useQuery({
    queryKey: ['reconciliation', 'lines', id],
    queryFn: () => readLines(id),
    placeholderData: undefined,
  });
}

async function readLines(id: string): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor && { cursor }) };
    const page: { items: Line[]; nextCursor: string | null } = await answered(
      treasury.GET('/api/treasury/statements/{id}/lines', { params: { path: { id }, query } }),
    );
    lines.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return lines;
}

/** Who has which line open, asked again while the page is looked at. */
export function useClaims(id: string) {
  return useQuery({
    queryKey: ['reconciliation', 'claims', id],
    queryFn: async () =>
      (await answered(treasury.GET('/api/treasury/statements/{id}/claims', { params: { path: { id } } }))).items,
    refetchInterval: CLAIMS_EVERY_MS,
  });
}

export function useProposals(entry: string | undefined) {
  return useQuery({
    queryKey: ['reconciliation', 'proposals', entry],
    queryFn: () =>
      answered(treasury.GET('/api/treasury/entries/{id}/suggestions', { params: { path: { id: entry ?? '' } } })),
    enabled: entry !== undefined,
    placeholderData: undefined,
  });
}
