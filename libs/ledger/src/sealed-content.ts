import type { Book, SealedTransaction } from '@abonde/contracts';
import { type Json, contentHash } from './canonical';
import type { Posting, Transaction } from './transaction';

/** What a seal covers: the transaction with its postings and its metadata, and its place in the book. */
export interface SealedContent {
  book: Book;
  number: number;
  transaction: SealedTransaction;
}

export function sealedContent(book: Book, number: number, transaction: Transaction): SealedContent {
  const { id, kind, reason, reference, accountingDate, valueDate, postedAt, transfer, reverses, actor, metadata } =
    transaction;
  const postings = transaction.postings.map(sealedPosting);
  const head = {
    id,
    kind,
    reason,
    reference,
    accountingDate,
    valueDate,
    postedAt,
    transfer,
    reverses,
    actor,
    metadata,
  };
  return { book, number, transaction: { ...head, postings } };
}

function sealedPosting({
  account,
  pcg,
  layer,
  amount,
  eur,
  dimensions,
  original,
}: Posting): SealedTransaction['postings'][number] {
  return {
    account,
    pcg,
    layer,
    amount: amount.toJSON(),
    eur: eur.toJSON(),
    dimensions: { ...dimensions },
    original: original && { ...original, amount: original.amount.toJSON() },
  };
}

/** SHA-256 of the canonical JSON of a content. */
export function sealHash(content: SealedContent): string {
  return contentHash(content as unknown as Json);
}
