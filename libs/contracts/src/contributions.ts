import { z } from 'zod';
import { event, producer } from './producer';
import {
  code,
  countsAs,
  day,
  donationRecall,
  instrument,
  interestClauseKind,
  matchUndone,
  matchUndoRefused,
  money,
  paymentRequest,
  period,
  rate,
  releaseRecall,
  uuid,
} from './schema';

const donor = z.object({
  donor: code,
  name: z.string(),
  kind: z.enum([
    'CITY',
    'STATE',
    'MULTILATERAL',
    'FOUNDATION',
    'WATER_AGENCY',
    'PUBLIC_SYNDICATE',
    'INTERNAL',
    'OTHER',
  ]),
  country: z.string().nullable(),
  payerAliases: z.array(z.string()),
  iatiOrgId: z.string().nullable(),
});

const agreement = z.object({
  agreement: code,
  version: z.number().int().positive(),
  donor: code,
  donorName: z.string(),
  instrument,
  amount: money,
  signedOn: day,
  period,
  earmark: z.object({
    level: z.enum(['NONE', 'THEME', 'COUNTRY', 'PROJECT', 'PROGRAMME', 'EVENT']),
    themes: z.array(z.string()).optional(),
    countries: z.array(z.string()).optional(),
    projects: z.array(z.string()).optional(),
    programmes: z.array(z.string()).optional(),
    case: z.string().optional(),
  }),
  countsAs,
  /** Pool of placements whose interest the agreement's money shares. */
  pool: code,
  interestClauses: z.array(z.object({ from: day, kind: interestClauseKind, threshold: money.optional() })),
  /** Days on which costs may be charged to the agreement. */
  eligibility: period.optional(),
  /** What the donor rules out within its earmark; empty lists rule nothing out. `perProject`: most it gives to one project. */
  restrictions: z
    .object({
      countries: z.array(z.string()),
      excludedCountries: z.array(z.string()),
      excludedThemes: z.array(z.string()),
      perProject: money.nullable(),
    })
    .optional(),
  /** Highest share of a project's cost the agreement bears, in percent. */
  coFinancingCap: rate.nullish(),
  /** Percent of the real eligible cost that the donor bears, up to the amount. */
  aidRate: rate.nullish(),
  /** How far a budget line may move without the donor's consent, in percent. */
  variationLimit: rate.nullish(),
  /** Highest share of indirect costs, in percent. */
  indirectCostCap: rate.nullish(),
  unspentClause: z.enum(['RETURN_TO_DONOR', 'KEEP', 'ASK']).optional(),
  /** What is expected and when, called or not. */
  schedule: z.array(z.object({ number: z.number().int().positive(), dueOn: day, amount: money })).optional(),
});

const instalment = z.object({
  agreement: code,
  donor: code,
  instalment: uuid,
  number: z.number().int().positive(),
  dueOn: day,
  amount: money,
  /** ISO 11649 creditor reference. */
  reference: z.string(),
});

const schedule = z.object({
  agreement: code,
  donor: code,
  instrument,
  /** What the agreement's amount rests on where it is an example. */
  basis: z.string().nullable(),
  amount: money,
  instalments: z.array(
    z.object({
      instalment: uuid,
      number: z.number().int().positive(),
      dueOn: day,
      state: z.enum(['EXPECTED', 'CALLED', 'SETTLED', 'WRITTEN_OFF', 'CANCELLED']),
      /** Kind of condition it waits for: DATE, SIGNATURE, REPORT_ACCEPTED… */
      condition: z.string(),
      amount: money,
      /** Still expected. */
      outstanding: money,
    }),
  ),
});

const reports = z.object({
  agreement: code,
  /** Leads to the agreement's page without naming its donor. */
  id: uuid,
  donor: code,
  reports: z.array(
    z.object({
      report: uuid,
      kind: z.enum(['INTERIM', 'FINAL', 'NARRATIVE', 'FINANCIAL', 'AUDIT']),
      dueOn: day,
      state: z.enum(['DUE', 'SENT', 'ACCEPTED']),
    }),
  ),
});

const moneyMovement = z.object({
  agreement: code,
  /** Unique id of the movement: a consumer counts each once. */
  movement: uuid,
  delta: money,
  cause: z.enum([
    'RECEIVED',
    'ALLOCATED',
    'RELEASED',
    'REFUNDED',
    'RETURNED',
    'INTEREST',
    'OPENING',
    'FEE',
    'CHARGE',
    'DONATION',
    'UNAPPLIED',
    'EXCHANGE',
  ]),
});

const allocation = z.object({
  project: code,
  allocation: uuid,
  effectiveDate: day,
  lines: z.array(z.object({ agreement: code, amount: money, reason: z.string(), countsAs })),
});

export const contributions = producer('contributions', {
  'donor-registered': event('donor', donor),
  'donor-amended': event('donor', donor),
  'agreement-signed': event('agreement', agreement),
  'agreement-amended': event('agreement', agreement),
  'envelope-changed': event('agreement', z.object({ agreement: code, instrument, free: money })),
  'money-received': event('agreement', moneyMovement),
  'money-moved': event('agreement', moneyMovement),
  'instalment-called': event('agreement', instalment),
  'instalment-amended': event('agreement', instalment),
  'instalment-cancelled': event('agreement', instalment),
  /** The whole schedule, whenever any of it changes: what is expected of a donor, called or not. */
  'schedule-changed': event('agreement', schedule),
  /** The whole calendar of reports promised to the donor, whenever any of it changes. */
  'reports-changed': event('agreement', reports),
  'receipt-recorded': event(
    'agreement',
    z.object({
      agreement: code,
      receipt: uuid,
      match: uuid,
      instalments: z.array(z.object({ instalment: uuid, amount: money, settled: z.boolean() })),
      original: money,
      eur: money,
      rate: rate.nullable(),
      fee: money.nullable(),
      exchangeDifference: money.nullable(),
    }),
  ),
  'receipt-unapplied': event(
    'match',
    z.object({
      match: uuid,
      donor: code.nullable(),
      agreement: code.nullable(),
      reason: z.string(),
      amount: money,
    }),
  ),
  'receipt-reversed': event('agreement', z.object({ agreement: code, match: uuid, shortfall: money.nullable() })),
  'receipt-reversal-refused': event(
    'agreement',
    z.object({ agreement: code, match: uuid, reason: z.string(), toRelease: money }),
  ),
  /** What treasury asked to be taken back is taken back, under the transfers it named. */
  'match-undone': event('match', matchUndone),
  'match-undo-refused': event('match', matchUndoRefused),
  /** A request: donations that went on come back for their receipts to be undone. */
  'donation-recalled': event('case', donationRecall),
  /** Carries the `transfer` of the money that goes back to the projects it had come from. */
  'release-handed-back': event('project', releaseRecall),
  'release-recall-refused': event('project', z.object({ match: uuid, project: code, agreement: code, missing: money })),
  'allocation-proposed': event('project', allocation),
  /** Carries the `transfer` of the money that moves to the project's book. */
  'allocation-confirmed': event('project', allocation),
  'allocation-rejected': event('project', allocation),
  'allocation-short': event('project', z.object({ project: code, missing: money })),
  'release-requested': event(
    'project',
    z.object({ project: code, agreement: code, amount: money, reason: z.string() }),
  ),
  /** The emergency fund's part of the opening balances; carries `transfer`. */
  'emergency-fund-opened': event('agreement', z.object({ agreement: code, amount: money })),
  'donation-forwarded': event('case', z.object({ case: code, agreement: code, amount: money })),
  'payment-requested': event('paymentRequest', paymentRequest),
  'dedicated-funds-posted': event(
    'agreement',
    z.object({ agreement: code, project: code, year: z.number().int(), carriedForward: money, used: money }),
  ),
  'shortfall-raised': event('account', z.object({ account: z.string(), amount: money, cause: z.string() })),
  'shortfall-cleared': event('account', z.object({ account: z.string(), amount: money, cause: z.string() })),
});
