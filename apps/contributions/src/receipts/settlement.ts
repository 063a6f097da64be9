import { largestRemainder, Money, Rational } from '@abonde/money';

export type TargetKind = 'instalment' | 'donation' | 'unapplied';

export interface Target {
  kind: TargetKind;
  id: string;
  /** In the target's own currency. */
  amount: Money;
}

/** What an instalment still expects, in its own currency, and the EUR value it is booked at. */
export interface Claim {
  outstanding: Money;
  booked: Money;
}

/** What a receipt does to one target. Amounts in EUR unless said otherwise. */
export interface Part {
  kind: TargetKind;
  id: string;
  /** Settled of the claim, in its own currency; what was given, for a donation. */
  applied: Money;
  /** EUR value at which the settled part of the claim was booked. */
  booked: Money;
  /** What reached the bank for this target. */
  money: Money;
  /** Fee kept on the way, borne apart. */
  fee: Money;
  /** Booked value less what came and the fee: positive is a loss. */
  exchange: Money;
  /** What came beyond the claim. */
  excess: Money;
}

export interface Settlement {
  parts: Part[];
  fee: Money;
}

interface Receipt {
  /** EUR value that reached the bank. */
  eur: Money;
  original: Money;
  charges: Money | null;
  targets: Target[];
}

const eur = (minor: bigint) => Money.minor(minor);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const proportion = (value: bigint, part: bigint, whole: bigint) =>
  whole === 0n ? 0n : Rational.of(value * part, whole).round();

/** The fee in EUR; a fee in another currency takes the rate the bank gave to what arrived. */
export function feeInEur({ eur: arrived, original, charges, targets }: Receipt): Money {
  if (charges === null || charges.isZero()) return Money.zero();
  if (charges.currency === 'EUR') return charges;
  const sameCurrency = targets.filter(({ amount }) => amount.currency === charges.currency).map(({ amount }) => amount);
  const gross =
    sameCurrency.length > 0
      ? Money.sum(sameCurrency, charges.currency)
      : original.currency === charges.currency
        ? original.plus(charges)
        : null;
  if (gross === null) return Money.zero();
  return eur(proportion(arrived.minor, charges.minor, gross.minor - charges.minor));
}

function sharesOf(targets: readonly Target[], total: bigint, claims: ReadonlyMap<string, Claim>): bigint[] {
  const oneCurrency = new Set(targets.map(({ amount }) => amount.currency)).size === 1;
  const weight = ({ id, amount }: Target): Rational => {
    const claim = claims.get(id);
    if (oneCurrency || !claim || claim.outstanding.isZero()) return Rational.of(amount.minor);
    return Rational.of(claim.booked.minor * amount.minor, claim.outstanding.minor);
  };
  const parts = largestRemainder(
    total,
    targets.map((target, index) => ({ key: String(index).padStart(4, '0'), weight: weight(target) })),
  );
  return [...parts.values()];
}

/**
 * Applies what the bank received to what was expected: partial payments, over-payments, fees and realised exchange
 * differences, to the cent. Treasury makes amounts add up, so that a difference in one currency is an exchange difference
 * too. Money of an instalment that is no longer expected is in excess.
 */
export function settle(receipt: Receipt, claims: ReadonlyMap<string, Claim>): Settlement {
  const { targets } = receipt;
  const fee = feeInEur(receipt);
  const shares = sharesOf(targets, receipt.eur.plus(fee).minor, claims);
  const fees = largestRemainderOf(fee.minor, shares);
  const parts = targets.map((target, index) =>
    part(target, shares[index] ?? 0n, fees[index] ?? 0n, claims.get(target.id)),
  );
  return { parts, fee };
}

function largestRemainderOf(total: bigint, shares: readonly bigint[]): bigint[] {
  if (total === 0n) return shares.map(() => 0n);
  return [
    ...largestRemainder(
      total,
      shares.map((weight, index) => ({ key: String(index).padStart(4, '0'), weight })),
    ).values(),
  ];
}

function part(target: Target, share: bigint, fee: bigint, claim: Claim | undefined): Part {
  const base = { kind: target.kind, id: target.id, money: eur(share - fee), fee: eur(fee) };
  if (target.kind !== 'instalment') {
    const excess = target.kind === 'unapplied' ? eur(share) : Money.zero();
    return { ...base, applied: target.amount, booked: eur(share), exchange: Money.zero(), excess };
  }
  const { outstanding, booked } = claim ?? { outstanding: Money.zero(target.amount.currency), booked: Money.zero() };
  const applied = least(target.amount.minor, outstanding.minor);
  const settled = proportion(share, applied, target.amount.minor);
  const value = applied === outstanding.minor ? booked.minor : proportion(booked.minor, applied, outstanding.minor);
  return {
    ...base,
    applied: Money.minor(applied, target.amount.currency),
    booked: eur(value),
    exchange: eur(value - settled),
    excess: eur(share - settled),
  };
}

/** The part of a receipt that goes to the association's own resources under an agreement's fee rate. */
export function managementFee(received: Money, rate: string): Money {
  const percent = Rational.parse(rate);
  if (percent.isZero() || received.isZero()) return Money.zero();
  const kept = largestRemainder(received.minor, [
    { key: 'agreement', weight: Rational.of(100n).minus(percent) },
    { key: 'fee', weight: percent },
  ]).get('fee');
  return eur(kept ?? 0n);
}
