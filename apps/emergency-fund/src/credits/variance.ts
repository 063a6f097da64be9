import type { Day } from '@abonde/calendar';
import { Rational } from '@abonde/money';
import { interestOn, type Terms } from '../accruals/accrual';
import { bearing } from '../accruals/bearing';
import type { Pool } from '../accruals/pool';
import type { Timeline } from '../accruals/timeline';

/**
 * Why a credit is not what its pool's money was to earn: money of the pool lies on another account; money of another pool
 * lies on this one, or this one paid for another pool; money that nobody is known to own yet; the credit is booked at its
 * day's rate and the pool's money at that of its receipt; or none of it, and the bank is to be asked.
 */
export type VarianceCause = 'OTHER_ACCOUNT' | 'OTHER_POOL' | 'UNIDENTIFIED' | 'EXCHANGE' | 'BANK';

/** Cents of EUR by which an account holds more than its pool, day by day, for one reason. */
export interface Gap {
  cause: VarianceCause;
  /** Of the other account or pool. */
  code: string | null;
  held: Timeline<bigint>;
}

export interface VariancePart {
  cause: VarianceCause;
  code: string | null;
  /** Cents of EUR. */
  minor: bigint;
}

/** One credit, and what is known of the money it was paid for. */
export interface CreditToExplain {
  pool: Pool;
  /** Of a placement on an account: a fixed sum has no balance to differ from. */
  terms: Terms;
  from: Day;
  /** Included. */
  to: Day;
  /** What the account held: cents of its currency, and their value in the books. */
  account: { currency: string; held: Timeline<bigint>; worth: Timeline<bigint> };
  gaps: readonly Gap[];
  /** Of what the account holds beyond its pool and all gaps. */
  restCause: VarianceCause;
  /** Gross: cents of the account's currency, and of EUR. */
  gross: bigint;
  credited: bigint;
}

/**
 * The difference between a credit and the interest on its pool's money, in parts that add up to it exactly. One gap after
 * another is added to the pool's money until it is what the account held; each is worth what interest changes by.
 */
export function varianceParts(credit: CreditToExplain): VariancePart[] {
  const { pool, terms, from, to, account } = credit;
  const parts: VariancePart[] = [];
  let held = bearing(pool, terms);
  let earned = interestOn(held, terms, from, to);
  for (const { cause, code, held: gap } of [...credit.gaps, restOf(held, credit)]) {
    held = held.with(gap, (minor, more) => minor + more);
    const next = interestOn(held, terms, from, to);
    parts.push({ cause, code, minor: next - earned });
    earned = next;
  }
  const agreed = agreedInterest(credit);
  const isForeign = account.currency !== 'EUR';
  if (isForeign) parts.push({ cause: 'EXCHANGE', code: account.currency, minor: agreed - earned });
  parts.push({ cause: 'BANK', code: null, minor: credit.credited - (isForeign ? agreed : earned) });
  return parts.filter(({ minor }) => minor !== 0n);
}

/** Of the parts, what only the bank can explain. */
export function unexplained(parts: readonly VariancePart[]): bigint {
  return parts.reduce((sum, { cause, minor }) => (cause === 'BANK' ? sum + minor : sum), 0n);
}

/** What the terms give on the balance of the account, at the rate at which the credit was booked; cents of EUR. */
function agreedInterest({ terms, from, to, account, gross, credited }: CreditToExplain): bigint {
  const inItsCurrency = interestOn(account.held, terms, from, to);
  return gross === 0n ? 0n : Rational.of(inItsCurrency * credited, gross).round();
}

function restOf(held: Timeline<bigint>, { account, gaps, restCause }: CreditToExplain): Gap {
  const known = gaps.reduce((sum, gap) => sum.with(gap.held, (minor, more) => minor + more), held);
  return { cause: restCause, code: null, held: account.worth.with(known, (has, is) => has - is) };
}
