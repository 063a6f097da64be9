import { z } from 'zod';
import { event, producer } from './producer';
import {
  agreementSplit,
  code,
  day,
  instrument,
  matchUndone,
  matchUndoRefused,
  money,
  paymentRequest,
  period,
  releaseRecall,
  uuid,
} from './schema';

export const projectState = z.enum([
  'DRAFT',
  'SUBMITTED',
  'COMPLETE',
  'APPRAISED',
  'TABLED',
  'VOTED',
  'AGREEMENT_SIGNED',
  'IN_PROGRESS',
  'SUSPENDED',
  'COMPLETED',
  'CLOSED',
  'CANCELLED',
  'REJECTED',
]);
export type ProjectState = z.infer<typeof projectState>;

const city = z.object({
  city: code,
  name: z.string(),
  country: z.string(),
  memberSince: z.number().int().nullable(),
  bureauMember: z.boolean(),
});

const tranche = z.object({
  project: code,
  tranche: code,
  number: z.number().int().positive(),
  amount: money,
  /** Known once approved: how much of each agreement's euros the tranche takes. */
  split: agreementSplit,
  reason: z.string().nullable(),
  /** When it is expected to be asked for and paid, where its plan says so. */
  expectedOn: day.nullable().optional(),
  /** What the project's amounts rest on where they are an example. */
  basis: z.string().nullable().optional(),
});

const expense = z.object({
  project: code,
  tranche: code,
  justification: uuid,
  amount: money,
  split: agreementSplit,
  /** Share of what was paid to the project that is justified, in percent with at most four decimals. */
  justifiedPercent: z.string(),
  reason: z.string().nullable(),
  /** What the expenses cost at their own rates, less the euros they took; absent where there is no difference. */
  exchangeDifference: money.optional(),
});

export const disbursements = producer('disbursements', {
  'city-registered': event('city', city),
  'city-amended': event('city', city),
  'project-state-changed': event(
    'project',
    z.object({
      project: code,
      title: z.string(),
      city: code,
      country: z.string(),
      instrument,
      theme: z.string(),
      from: projectState.nullable(),
      to: projectState,
      effectiveDate: day,
      reason: z.string().nullable(),
      actor: z.string(),
    }),
  ),
  'subsidy-attributed': event(
    'project',
    z.object({
      project: code,
      title: z.string(),
      session: code.nullable(),
      sessionDate: day,
      instrument,
      city: code,
      country: z.string(),
      theme: z.string(),
      programme: code.nullable(),
      period,
      /** Voted at this session. */
      engaged: money,
      attributed: money,
      /** Over all sessions so far. */
      engagedTotal: money,
      attributedTotal: money,
      planTotal: money,
      fundShare: money,
      cityShare: money,
      /** The Fund's lines of the financing plan: the donor each names, by code or name. */
      fundSources: z.array(z.object({ source: z.string(), amount: money })),
      /** Fixed by a programme agreed with its donors; empty for a Bureau vote. */
      lines: agreementSplit,
    }),
  ),
  'attribution-reduced': event('project', z.object({ project: code, attributedTotal: money, reason: z.string() })),
  'project-money-moved': event(
    'project',
    z.object({
      project: code,
      agreement: code,
      /** Unique id of the movement: a consumer counts each once. */
      movement: uuid,
      delta: money,
      cause: z.enum(['ALLOCATED', 'RELEASED', 'PAID', 'RETURNED', 'RECOVERED']),
    }),
  ),
  'allocation-released': event(
    'project',
    z.object({ project: code, agreement: code, amount: money, reason: z.string() }),
  ),
  'release-refused': event(
    'project',
    z.object({ project: code, agreement: code, amount: money, reserved: money, reason: z.string() }),
  ),
  'tranche-planned': event('project', tranche),
  'tranche-requested': event('project', tranche),
  'tranche-certified': event('project', tranche),
  'tranche-approved': event('project', tranche),
  'tranche-returned': event('project', tranche),
  'tranche-paid': event('project', tranche),
  'payment-requested': event('paymentRequest', paymentRequest),
  'payment-cancel-requested': event('paymentRequest', z.object({ paymentRequest: uuid, reason: z.string() })),
  'expense-justified': event('project', expense),
  'expense-rejected': event('project', expense),
  'report-accepted': event(
    'project',
    z.object({ project: code, report: z.enum(['INTERIM', 'FINAL']), acceptedOn: day }),
  ),
  'final-cost-established': event(
    'project',
    z.object({ project: code, total: money, eligible: money, ceiling: money }),
  ),
  'recovery-expected': event('recovery', z.object({ recovery: uuid, project: code, amount: money, dueOn: day })),
  /** A request: what recoveries had brought to envelopes goes back to their projects, so that they can be taken back. */
  'release-recalled': event('project', releaseRecall),
  /** What treasury asked to be taken back is taken back, under the transfers it named. */
  'match-undone': event('match', matchUndone),
  'match-undo-refused': event('match', matchUndoRefused),
  'mission-reported': event('project', z.object({ project: code, mission: code, summary: z.string() })),
  'results-approved': event('project', z.object({ project: code, period, summary: z.string() })),
  'shortfall-raised': event('account', z.object({ account: z.string(), amount: money, cause: z.string() })),
  'shortfall-cleared': event('account', z.object({ account: z.string(), amount: money, cause: z.string() })),
});
