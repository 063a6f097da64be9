import type { Dimensions, NewPosting } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { about, type Agreement } from '../agreements/agreement.entity';
import type { Movement } from '../envelopes/movement';
import type { Instalment } from '../instalments/instalment.entity';
import type { Part } from './settlement';

/** One part of a receipt with what it concerns. */
export interface AppliedPart {
  part: Part;
  donor: string;
  agreement: Agreement | null;
  instalment: Instalment | null;
  managementFee: Money;
}

export interface Effect {
  postings: NewPosting[];
  movements: Movement[];
}

const FUND_MONEY = 'fund:money';
const CLEARING = 'clearing:treasury';

export const posting = (account: string, amount: Money, dimensions: Dimensions): NewPosting[] =>
  amount.isZero() ? [] : [{ account, amount, dimensions }];

/** What waits for an owner has only its donor, and counts with the association's own resources. */
export const ownerless = (donor: string, general: Agreement): Dimensions => ({ instrument: general.instrument, donor });

/** Receivable settled at its booked value; the foreign amount is closed by the conversion account. */
export function settled(agreement: Agreement, instalment: Instalment, applied: Money, booked: Money): NewPosting[] {
  const dimensions = about(agreement);
  const account = `receivable:${agreement.code}`;
  if (applied.currency === 'EUR') return posting(account, booked.negated(), dimensions);
  if (applied.isZero()) return [];
  const { rate, rateSource, rateDate } = instalment;
  const original = rate && rateSource && rateDate ? { original: { amount: applied, rate, rateSource, rateDate } } : {};
  return [
    { account, amount: applied.negated(), eur: booked.negated(), dimensions, ...original },
    { account: `conversion:${applied.currency}`, amount: applied, eur: Money.zero(), dimensions },
  ];
}

/** What came for an agreement, at its booked value: receivable or income, exchange difference, envelope (5 to 7). */
export function ownEffect({ part, agreement, instalment }: AppliedPart): Effect {
  if (!agreement) return { postings: [], movements: [] };
  const dimensions = about(agreement);
  const kept = part.money.plus(part.fee).minus(part.excess);
  const money = kept.minus(part.fee);
  return {
    postings: [
      ...posting(CLEARING, money, dimensions),
      ...posting(part.exchange.isNegative() ? 'exchange-gain' : 'exchange-loss', part.exchange, dimensions),
      ...(instalment
        ? settled(agreement, instalment, part.applied, part.booked)
        : posting(`income:${agreement.code}`, kept.negated(), dimensions)),
      ...posting(FUND_MONEY, money, dimensions),
      ...posting(`fund:envelope:${agreement.code}`, kept.negated(), dimensions),
    ],
    movements: kept.isZero() ? [] : [{ agreement: agreement.code, delta: kept.minor, cause: 'RECEIVED' }],
  };
}

export function needsGeneral({ part, managementFee }: AppliedPart): boolean {
  return [part.fee, part.excess, managementFee].some((amount) => !amount.isZero());
}

/** What concerns the association's own resources: the bank's fee, money in excess, the management fee (6, 8, 9). */
export function generalEffect({ part, donor, agreement, managementFee }: AppliedPart, general: Agreement): Effect {
  const nobody = ownerless(donor, general);
  // Without an agreement there is nobody to bear the fee for: all of what came is in excess.
  const excess = agreement ? part.excess : part.money;
  const fee = agreement ? part.fee : Money.zero();
  const postings = [
    ...posting(CLEARING, excess, nobody),
    ...posting('bank-charges', fee, about(general)),
    ...posting(`unapplied:${donor}`, excess.negated(), nobody),
    ...posting(FUND_MONEY, excess, nobody),
    ...posting(`fund:envelope:${general.code}`, fee, about(general)),
    ...posting(`fund:unapplied:${donor}`, excess.negated(), nobody),
    ...(agreement ? posting(`fund:envelope:${agreement.code}`, managementFee, about(agreement)) : []),
    ...posting(`fund:envelope:${general.code}`, managementFee.negated(), about(general)),
  ];
  const movements: Movement[] = [
    { agreement: general.code, delta: -fee.minor, cause: 'CHARGE' },
    { agreement: general.code, delta: excess.minor, cause: 'UNAPPLIED' },
    { agreement: agreement?.code ?? general.code, delta: -managementFee.minor, cause: 'FEE' },
    { agreement: general.code, delta: managementFee.minor, cause: 'FEE' },
  ];
  return { postings, movements: movements.filter(({ delta }) => delta !== 0n) };
}
