import { z } from 'zod';
import { event, producer } from './producer';
import { code, day, money, month, paymentRequest, rate, undoPart, uuid } from './schema';

const order = z.object({
  paymentRequest: uuid,
  kind: paymentRequest.shape.kind,
  order: uuid,
  amount: money,
  file: uuid.nullable(),
  reason: z.string().nullable(),
});

const settlement = z.object({
  paymentRequest: uuid,
  kind: paymentRequest.shape.kind,
  order: uuid,
  entry: uuid,
  match: uuid,
  account: code,
  eur: money,
  reason: z.string().nullable(),
  /** Of a payment returned: nothing came back, a person took the match of its debit back; the payment waits for it again. */
  undone: z.boolean().optional(),
});

const interestCredit = z.object({
  placement: code,
  account: code,
  entry: uuid,
  match: uuid,
  /** First and last day the bank pays interest for, both included. */
  from: day,
  to: day,
  gross: money,
  tax: money,
  net: money,
  /** EUR value booked for `net`. */
  eur: money,
});

const closedPeriod = z.object({ month, accounts: z.array(z.object({ account: code, balance: money })) });

export const treasury = producer('treasury', {
  /** Carries the `transfer` of the opening balance (posting 1), absent when the account opens at zero. */
  'bank-account-opened': event(
    'account',
    z.object({
      account: code,
      name: z.string(),
      currency: z.string(),
      opening: money,
      openingEur: money,
      openingDate: day,
    }),
  ),
  'statement-imported': event(
    'account',
    z.object({
      account: code,
      statement: uuid,
      number: z.string(),
      from: day,
      to: day,
      opening: money,
      closing: money,
      new: z.number().int(),
      duplicates: z.number().int(),
      /** What its new entries move together, by value date; absent in statements told before it was said. */
      movements: z.array(z.object({ day, amount: money, eur: money })).optional(),
    }),
  ),
  'receipt-matched': event(
    'match',
    z.object({
      match: uuid,
      entry: uuid,
      account: code,
      /** EUR value that reached the bank: what crosses to contributions under `transfer`. */
      eur: money,
      /** Amount and currency as the payer sent it, when the bank says so. */
      original: money,
      charges: money.nullable(),
      targets: z.array(
        z.object({
          kind: z.enum(['instalment', 'donation', 'unapplied']),
          /** Instalment id, agreement code (donation) or donor code (unapplied). */
          id: z.string(),
          /** In the target's own currency. */
          amount: money,
        }),
      ),
    }),
  ),
  'receipt-returned': event('match', z.object({ match: uuid, entry: uuid, reason: z.string(), eur: money })),
  /** A request to whoever booked the parts, one service at a time: it takes all of them back, or says why not. */
  'match-undo-requested': event(
    'match',
    z.object({ match: uuid, targetKind: z.string(), reason: z.string(), parts: z.array(undoPart).optional() }),
  ),
  /** Nothing explains its entries any more. */
  'match-undone': event('match', z.object({ match: uuid, account: code, reason: z.string() })),
  /** It explains its entries as before: a service does not take its part back, and why. */
  'match-kept': event(
    'match',
    z.object({ match: uuid, account: code, obstacle: z.string(), subject: z.string(), missing: money.nullable() }),
  ),
  'payment-ordered': event('paymentRequest', order),
  'payment-approved': event('paymentRequest', order),
  'payment-emitted': event('paymentRequest', order),
  'payment-rejected': event('paymentRequest', order),
  'payment-cancelled': event('paymentRequest', order),
  /** Facts: they carry `transfer` and both dates. */
  'payment-settled': event('paymentRequest', settlement),
  'payment-returned': event('paymentRequest', settlement),
  'recovery-received': event('recovery', z.object({ recovery: uuid, entry: uuid, match: uuid, eur: money })),
  'interest-credited': event('placement', interestCredit),
  'interest-credit-reversed': event('placement', interestCredit),
  'charge-classified': event(
    'entry',
    z.object({
      entry: uuid,
      match: uuid,
      account: code,
      kind: z.enum(['CHARGE', 'EXCHANGE', 'OTHER']),
      /** Positive: a cost; negative: an income. */
      eur: money,
      rate: rate.nullable(),
      reason: z.string(),
    }),
  ),
  'period-closed': event('month', closedPeriod),
  'period-reopened': event('month', closedPeriod),
});
