import type { Book, SealedTransaction } from '@abonde/contracts';
import { type Json, contentHash } from './canonical';
import type { Transaction } from './transaction';

/** What a seal covers: the transaction with its postings, its metadata, and its place in the book. */
export interface SealedContent {
  book: Book;
  number: number;
  transaction: SealedTransaction;
  metadata: Record<string, unknown>;
}

export function sealedContent(book: Book, number: number, { metadata, postings, ...head }: Transaction): SealedContent {
  const transaction: SealedTransaction = {
    ...head,
    postings: postings.map(({ amount, eur, dimensions, original, ...posting }) => ({
      ...posting,
      amount: amount.toJSON(),
      eur: eur.toJSON(),
      dimensions: { ...dimensions },
      original: original && { ...original, amount: original.amount.toJSON() },
    })),
  };
  return { book, number, transaction, metadata };
}

/** SHA-256 of the canonical JSON of a content. */
export function sealHash(content: SealedContent): string {
  return contentHash(content as unknown as Json);
}
