import { useInfiniteQuery } from '@tanstack/react-query';
import { getJson, type Schemas } from '../api/client';
import type { Language } from '../money/format';

export type LedgerRow = Schemas['LedgerRowDto'];
export type LedgerPage = Schemas['LedgerPageDto'];

const PAGE_SIZE = 100;

function pageOf(link: string, cursor: string | null): Promise<LedgerPage> {
  const query = new URLSearchParams(link.split('?')[1]);
  query.set('limit', String(PAGE_SIZE));
  if (cursor) query.set('cursor', cursor);
  return getJson<LedgerPage>(`/api/reporting/ledger?${query.toString()}`);
}

/** Entries behind a figure, page after page; the total is over all of them. */
export function useEntries(link: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['entries', link],
    queryFn: ({ pageParam }) => pageOf(link as string, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: link !== undefined,
  });
}

const headings: Record<Language, string[]> = {
  fr: ['Date comptable', 'Date de valeur', 'Livre', 'N°', 'Compte', 'PCG', 'Libellé', 'Référence', 'Montant', 'Devise', 'Euros'],
  en: ['Accounting date', 'Value date', 'Book', 'No.', 'Account', 'PCG', 'Label', 'Reference', 'Amount', 'Currency', 'Euros'],
};

/** Every entry of the filter as a spreadsheet of the language reads it: `;` and decimal commas in French, with a BOM. */
export async function entriesCsv(link: string, language: Language): Promise<string> {
  const rows: LedgerRow[] = [];
  let cursor: string | null = null;
  do {
    const page: LedgerPage = await pageOf(link, cursor);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  const lines = rows.map(({ accountingDate, valueDate, book, number, account, pcg, reason, reference, amount, eur }) => [
    accountingDate,
    valueDate,
    book,
    String(number),
    account,
    pcg ?? '',
    text(reason),
    text(reference ?? ''),
    decimal(amount.amount, language),
    amount.currency,
    decimal(eur.amount, language),
  ]);
  const separator = language === 'fr' ? ';' : ',';
  return `\ufeff${[headings[language], ...lines].map((line) => line.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula is told to be text. */
function text(value: string): string {
  return /^[=+\-@\t]/.test(value) ? `'${value}` : value;
}

function decimal(amount: string, language: Language): string {
  return language === 'fr' ? amount.replace('.', ',') : amount;
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
