import { useQuery } from '@tanstack/react-query';
import type { ActHeaders } from '../../acts/use-act';
import { getJson, postJson } from '../../api/client';
import type { components } from '../../api/schema/contributions';

type Schemas = components['schemas'];
/** The same in every book. */
export type JournalEntry = Schemas['EntryDto'];
export type Line = Schemas['EntryPostingDto'];
export type NewEntry = Schemas['NewEntryDto'];
export type Account = Schemas['LedgerAccountDto'];
type Prepared = Schemas['PostedEntryDto'];

/** Books in which people write by hand. */
export const books = ['contributions', 'treasury', 'disbursements', 'emergency-fund'] as const;
export type Book = (typeof books)[number];
export interface InBook {
  book: Book;
  entry: JournalEntry;
}

export const JOURNAL = ['journal-entries'] as const;
const MOST_WAITING = 200;
const NEWEST = 100;

export const isBook = (text: string | undefined): text is Book => books.some((book) => book === text);
const pathOf = (book: Book, rest = '') => `/api/${book}/journal-entries${rest}`;

/** All that waits in any book, then the newest of each. */
export function useJournalEntries() {
  return useQuery({
    queryKey: [...JOURNAL, 'list'],
    queryFn: async () => (await Promise.all(books.map(entriesOf))).flat().sort(waitingFirst),
  });
}

async function entriesOf(book: Book): Promise<InBook[]> {
  const read = (query: string) => getJson<{ items: JournalEntry[] }>(pathOf(book, query));
  const [waiting, newest] = await Promise.all([
    read(`?status=PREPARED&limit=${MOST_WAITING}`),
    read(`?limit=${NEWEST}`),
  ]);
  const others = newest.items.filter(({ status }) => status !== 'PREPARED');
  return [...waiting.items, ...others].map((entry) => ({ book, entry }));
}

function waitingFirst({ entry: one }: InBook, { entry: other }: InBook): number {
  const waits = ({ status }: JournalEntry) => Number(status === 'PREPARED');
  return waits(other) - waits(one) || (one.at < other.at ? 1 : -1);
}

export function useJournalEntry(book: Book, id: string, enabled = true) {
  return useQuery({
    queryKey: [...JOURNAL, book, id],
    queryFn: () => getJson<JournalEntry>(pathOf(book, `/${encodeURIComponent(id)}`)),
    placeholderData: undefined,
    enabled,
  });
}

const ACCOUNTS = 500;

/** Accounts of a book that a hand may move. */
export function useAccounts(book: Book) {
  return useQuery({
    queryKey: [...JOURNAL, 'accounts', book],
    queryFn: () => accountsOf(book),
    placeholderData: undefined,
    meta: { live: false },
  });
}

async function accountsOf(book: Book): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = `?limit=${ACCOUNTS}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = await getJson<{ items: Account[]; nextCursor: string | null }>(`/api/${book}/ledger/accounts${query}`);
    accounts.push(...page.items.filter(({ system }) => !system));
    cursor = page.nextCursor;
  }
  return accounts;
}

export const journal = {
  prepare: (book: Book, entry: NewEntry, headers: ActHeaders) => postJson<Prepared>(pathOf(book), entry, headers),
  approve: (book: Book, id: string, headers: ActHeaders) =>
    postJson<Prepared>(pathOf(book, `/${id}/approve`), undefined, headers),
  decline: (book: Book, id: string, reason: string, headers: ActHeaders) =>
    postJson<undefined>(pathOf(book, `/${id}/decline`), { reason }, headers),
  reverse: (book: Book, id: string, reason: string, headers: ActHeaders) =>
    postJson<Prepared>(pathOf(book, `/${id}/reverse`), { reason }, headers),
};
