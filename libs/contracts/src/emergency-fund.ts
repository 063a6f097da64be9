import { z } from 'zod';
import { event, producer } from './producer';
import {
  code,
  day,
  donationRecall,
  interestClauseKind,
  matchUndone,
  matchUndoRefused,
  money,
  paymentRequest,
  rate,
  uuid,
} from './schema';

/** What an interest line does: an agreement's clause, or `GENERAL` (money not attributed), or `OWN` (the fund's own cash). */
export const disposition = z.enum([...interestClauseKind.options, 'GENERAL', 'OWN']);
export type Disposition = z.infer<typeof disposition>;

const accrual = z.object({
  placement: code,
  through: day,
  total: money,
  digest: z.string(),
  cause: z.string().nullable(),
});

const aidCase = z.object({
  case: code,
  city: z.string(),
  country: z.string(),
  kind: z.string(),
  occurredOn: day,
  glide: z.string().nullable(),
});

export const emergencyFund = producer('emergency-fund', {
  'placement-opened': event(
    'placement',
    z.object({
      placement: code,
      account: code,
      pool: code,
      currency: z.string(),
      dayCount: z.enum(['ACT/360', 'ACT/365F', 'ACT/ACT', '30E/360', '30E/360-ISDA']),
      capitalisation: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'YEARLY', 'AT_MATURITY']),
      openedOn: day,
    }),
  ),
  'rate-set': event(
    'placement',
    z.object({
      placement: code,
      from: day,
      /** Percent a year; with an index, its spread. */
      rate,
      index: z.string().nullish(),
      floor: rate.nullish(),
      /** Brackets above the first, which earns `rate`. */
      tiers: z.array(z.object({ above: money, rate })).optional(),
    }),
  ),
  'interest-expected': event('placement', z.object({ placement: code, dueOn: day, from: day, to: day, amount: money })),
  'interest-accrued': event('placement', accrual),
  'interest-restated': event('placement', accrual),
  'interest-distributed': event(
    'placement',
    z.object({
      placement: code,
      /** The bank entry that credited the interest. */
      credit: uuid,
      from: day,
      to: day,
      lines: z.array(
        z.object({
          project: code.nullable(),
          agreement: code.nullable(),
          disposition,
          amount: money,
          /** Set on every line whose money leaves the emergency fund's book. */
          transfer: uuid.nullable(),
        }),
      ),
    }),
  ),
  'aid-case-opened': event('case', aidCase),
  'aid-case-closed': event('case', aidCase),
  'proposals-called': event(
    'case',
    z.object({ case: code, from: z.array(z.enum(['COMMITTEE_PRESIDENCY', 'SECRETARIAT'])) }),
  ),
  'appeal-opened': event('case', z.object({ case: code, target: money.nullable() })),
  'appeal-closed': event('case', z.object({ case: code })),
  'proposal-submitted': event(
    'case',
    z.object({ case: code, proposal: uuid, version: z.number().int(), amount: money }),
  ),
  'proposal-signed': event(
    'case',
    z.object({
      case: code,
      proposal: uuid,
      version: z.number().int(),
      role: z.enum(['COMMITTEE_PRESIDENCY', 'SECRETARIAT']),
    }),
  ),
  'signatures-voided': event('case', z.object({ case: code, proposal: uuid, version: z.number().int() })),
  'aid-decided': event(
    'case',
    z.object({
      case: code,
      proposal: uuid,
      outcome: z.enum(['GRANTED', 'REFUSED', 'RETURNED']),
      amount: money,
      sources: z.array(z.object({ account: z.string(), amount: money })),
    }),
  ),
  'payment-requested': event('paymentRequest', paymentRequest),
  'aid-paid': event('case', z.object({ case: code, amount: money, paidOn: day })),
  'aid-returned': event('case', z.object({ case: code, amount: money, returnedOn: day })),
  /** What a city has not spent of an aid and gives back. */
  'recovery-expected': event('recovery', z.object({ recovery: uuid, case: code, amount: money, dueOn: day })),
  'donation-handed-back': event('case', donationRecall),
  'donation-recall-refused': event('case', donationRecall.extend({ missing: money })),
  /** What treasury asked to be taken back is taken back, under the transfers it named. */
  'match-undone': event('match', matchUndone),
  'match-undo-refused': event('match', matchUndoRefused),
  'aid-reported': event('case', z.object({ case: code, receivedOn: day })),
  'shortfall-raised': event('account', z.object({ account: z.string(), amount: money, cause: z.string() })),
  'shortfall-cleared': event('account', z.object({ account: z.string(), amount: money, cause: z.string() })),
});
