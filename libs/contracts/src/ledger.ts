import { z } from 'zod';
import { event, producer } from './producer';
import { day, money, rate, uuid } from './schema';

export const book = z.enum(['contributions', 'treasury', 'disbursements', 'emergency-fund']);
export type Book = z.infer<typeof book>;
export const layer = z.enum(['GENERAL', 'FUND']);
export type Layer = z.infer<typeof layer>;

/** A posting as sealed: debit positive, credit negative. */
export const sealedPosting = z.object({
  account: z.string(),
  pcg: z.string().nullable(),
  layer,
  amount: money,
  eur: money,
  dimensions: z.record(z.string(), z.string()),
  /** A foreign amount keeps its rate, the rate's source and date. */
  original: z.object({ amount: money, rate, rateSource: z.string(), rateDate: day }).nullable(),
});

export const sealedTransaction = z.object({
  id: uuid,
  kind: z.string(),
  reason: z.string(),
  reference: z.string().nullable(),
  accountingDate: day,
  valueDate: day,
  postedAt: z.string(),
  transfer: uuid.nullable(),
  reverses: uuid.nullable(),
  actor: z.string(),
  /** What the service keeps with it: ids of the match, the order, the decision. */
  metadata: z.record(z.string(), z.unknown()).default({}),
  postings: z.array(sealedPosting),
});
export type SealedTransaction = z.infer<typeof sealedTransaction>;

export const ledger = producer('ledger', {
  'transaction-sealed': event(
    'book',
    z.object({
      book,
      /** Gapless, from 1. */
      number: z.number().int().positive(),
      hash: z.string(),
      block: z.number().int().positive(),
      root: z.string(),
      previousRoot: z.string(),
      transaction: sealedTransaction,
    }),
  ),
});
