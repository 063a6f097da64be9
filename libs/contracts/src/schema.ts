import { decimalsOf, isCurrency, Money, MoneyError } from '@abonde/money';
import { z } from 'zod';

/** Minor units that a database keeps in eight bytes. */
const largest = 2n ** 63n - 1n;
/** Digits of any number: more say nothing, and cost whoever reads them. */
const mostDigits = 40;

/** Characters of which no amount is too big. */
const fewDigits = 18;

function faultOf({ amount, currency }: { amount: string; currency: string }): string | undefined {
  if (amount.length <= fewDigits && hasAllDecimals(amount, currency)) return undefined;
  if (amount.length > mostDigits) return `Too big: ${amount.length} characters`;
  try {
    return Money.of({ amount, currency }).abs().minor > largest ? `Too big: ${amount}` : undefined;
  } catch (error) {
    if (error instanceof MoneyError) return error.message;
    throw error;
  }
}

/** As nearly every amount of the log is written. */
function hasAllDecimals(amount: string, currency: string): boolean {
  const point = amount.indexOf('.');
  return point > 0 && isCurrency(currency) && amount.length - point - 1 === decimalsOf(currency);
}

/** An amount as it travels: a decimal string in the major unit, with its ISO 4217 currency. Never a JSON number. */
export const money = z
  .object({
    amount: z.string().regex(/^-?\d+(\.\d+)?$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .superRefine((given, context) => {
    const message = faultOf(given);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['amount'], message });
  });
export type MoneyData = z.infer<typeof money>;

function isDay(text: string): boolean {
  // A day that the month doesn't have would be one of the next.
  return new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(-2));
}

/** Calendar day, ISO 8601. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isDay, 'No such day');
/** Moment, ISO 8601 with its offset from UTC. */
export const instant = z.iso.datetime({ offset: true });
/** Accounting month, `2026-02`. */
export const month = z.string().regex(/^\d{4}-\d{2}$/);
export const uuid = z.uuid();
/** Code of a named thing (`SIAAP-2020-SR`): stable, unique, used in account names, so it never holds a colon. */
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
/** Exact rate or percentage as a decimal string. */
export const rate = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .refine(({ length }) => length <= mostDigits, 'Too many digits');

export const instrument = z.enum(['COOPERATION', 'GOVERNANCE', 'EMERGENCY']);
export type Instrument = z.infer<typeof instrument>;
/** Whether an agreement's money is the Fund's share of a plan or a city's own part paid into the Fund. */
export const countsAs = z.enum(['FUND', 'CITY']);
export const interestClauseKind = z.enum([
  'EMERGENCY_FUND',
  'RETAIN_IN_AGREEMENT',
  'RETURN_TO_DONOR',
  'OFFSET_AGAINST_NEXT_PAYMENT',
  'THRESHOLD',
]);
export type InterestClauseKind = z.infer<typeof interestClauseKind>;
export const period = z.object({ from: day, to: day });

/** Money asked of treasury on behalf of a project, a case or an agreement. Persons are ids, never names. */
export const paymentRequest = z.object({
  paymentRequest: uuid,
  kind: z.enum(['TRANCHE', 'AID', 'DONOR_REFUND', 'INTEREST_RETURN']),
  /** Id or code of the beneficiary in treasury's register. */
  beneficiary: z.string().min(1),
  amount: money,
  dueOn: day,
  instrument,
  project: code.optional(),
  tranche: code.optional(),
  case: code.optional(),
  agreement: code.optional(),
  /** Ids of whoever entered, certified or approved what is paid: none of them may approve the order. */
  involved: z.array(z.string()),
});

/** How much of an amount each agreement bears. */
export const agreementSplit = z.array(z.object({ agreement: code, amount: money }));

/** What of a match was booked by another service, and under which transfer it is to be taken back. */
export const undoPart = z.object({
  kind: z.enum(['instalment', 'donation', 'unapplied', 'payment-return', 'receipt-return', 'recovery']),
  /** Payment request of a payment that came back, match of a receipt that was returned, recovery; else as it was matched. */
  id: z.string(),
  /** Of the fact as it was told. */
  transfer: uuid,
  /** Of its reversal. */
  undoTransfer: uuid,
});
export type UndoPart = z.infer<typeof undoPart>;

/** Why a match is not undone. */
export const undoObstacle = z.enum([
  'MONEY_ALLOCATED',
  'MONEY_USED',
  'ALREADY_APPLIED',
  'DONATION_FORWARDED',
  'RETURNED_BY_BANK',
  'RETURN_NOT_REMEMBERED',
  'SETTLED_OTHERWISE',
  'ASKED_AGAIN',
  'GIVEN_UP',
]);
export type UndoObstacle = z.infer<typeof undoObstacle>;

export const matchUndone = z.object({ match: uuid });
export const matchUndoRefused = z.object({
  match: uuid,
  obstacle: undoObstacle,
  /** Code of the agreement, the tranche or the case it is about, or the account that lacks the money. */
  subject: z.string(),
  /** What is missing for it, where it is a question of money. */
  missing: money.nullable(),
});

/** Money that projects had sent to envelopes and must have again, since the recoveries that brought it are undone. */
export const releaseRecall = z.object({
  match: uuid,
  reason: z.string(),
  parts: z.array(undoPart),
  lines: z.array(z.object({ project: code, agreement: code, amount: money })),
});

/** Donations that went on to the emergency fund and are to come back, since the receipts that brought them are undone. */
export const donationRecall = z.object({
  match: uuid,
  reason: z.string(),
  /** Of the receipt's reversal, where treasury named one. */
  undoTransfer: uuid.optional(),
  lines: z.array(
    z.object({
      case: code,
      agreement: code,
      amount: money,
      /** Under which it went on. */
      transfer: uuid,
      /** Under which it comes back. */
      backTransfer: uuid,
    }),
  ),
});
