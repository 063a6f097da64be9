import { useInfiniteQuery } from '@tanstack/react-query';
import { getJson, type Schemas } from '../api/client';
import type { Language } from '../money/format';
import { cell, csv, decimal } from './csv';

export type LedgerRow = Schemas['LedgerRowDto'];
export type LedgerPage = Schemas['LedgerPageDto'];

const PAGE_SIZE = 100;
const EXPORT_PAGE_SIZE = 500;

function pageOf(filter: string, cursor: string | null, limit: number): Promise<LedgerPage> {
  const query = new URLSearchParams(filter);
  query.set('limit', String(limit));
  if (cursor) query.set('cursor', cursor);
  return getJson<LedgerPage>(`/api/reporting/ledger?${query.toString()}`);
}

/** Entries behind a figure, page after page; the total is over all of them. */
export function useEntries(filter: string) {
  return useInfiniteQuery({
    queryKey: ['entries', filter],
    queryFn: ({ pageParam }) => pageOf(filter, pageParam, PAGE_SIZE),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

const headings: Record<Language, string[]> = {
  fr: [
    'Date comptable',
    'Date de valeur',
    'Livre',
    'N°',
    'Compte',
    'PCG',
    'Nature',
    'Libellé',
    'Référence',
    'Montant',
    'Devise',
    'Euros',
  ],
  en: [
    'Accounting date',
    'Value date',
    'Book',
    'No.',
    'Account',
    'PCG',
    'Kind',
    'Label',
    'Reference',
    'Amount',
    'Currency',
    'Euros',
  ],
};

/** Every entry of the filter, in the order of the screen. */
export async function entriesCsv(filter: string, language: Language): Promise<string> {
  const lines: string[][] = [headings[language]];
  let cursor: string | null = null;
  do {
    const page: LedgerPage = await pageOf(filter, cursor, EXPORT_PAGE_SIZE);
    lines.push(...page.items.map((row) => lineOf(row, language)));
    cursor = page.nextCursor;
  } while (cursor);
  return csv(lines, language);
}

function lineOf(
  { accountingDate, valueDate, book, number, account, pcg, kind, reason, reference, amount, eur }: LedgerRow,
  language: Language,
): string[] {
  const words = [
    accountingDate,
    valueDate,
    book,
    String(number),
    account,
    pcg ?? '',
    kind,
    reason,
    reference ?? '',
  ].map(cell);
  return [...words, decimal(amount.amount, language), amount.currency, decimal(eur.amount, language)];
}
