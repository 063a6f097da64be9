import { convert, Money, PARITIES, PEGS, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';

export interface GivenRate {
  /** EUR for one unit of the currency, as a decimal. */
  rate: string;
  source: string;
  date: string;
}

/** EUR value of an amount and the rate it was booked at; the rate is absent for euros. */
export interface Valued {
  eur: Money;
  booked: GivenRate | null;
}

/**
 * Values an amount in EUR: itself, by a fixed parity, or at the rate given.
 * @param day of the valuation: the date of a fixed parity
 * @throws {Violation} RATE_REQUIRED for a floating currency without a rate, RATE_IS_FIXED for another with one; RATE_NOT_POSITIVE
 */
export function value(amount: Money, given: GivenRate | undefined, day: string): Valued {
  if (given) refuseFixed(amount.currency, given.rate);
  if (amount.currency === 'EUR') return { eur: amount, booked: null };
  const peg = PEGS.get(amount.currency);
  if (peg) {
    const booked = { rate: decimal(peg), source: `parité fixe, ${amount.currency} pour 1 EUR`, date: day };
    return { eur: convert(amount, 'EUR', Rational.of(1n).over(peg)), booked };
  }
  if (!given) {
    throw new Violation({
      code: 'RATE_REQUIRED',
      status: 422,
      title: 'A rate is needed',
      detail: `${amount} needs its rate in EUR, with its source and date`,
      figures: { currency: amount.currency },
    });
  }
  const rate = Rational.parse(given.rate);
  if (rate.compare(Rational.ZERO) <= 0) {
    throw new Violation({
      code: 'RATE_NOT_POSITIVE',
      status: 422,
      title: 'Invalid rate',
      detail: `A rate is above zero, not ${given.rate}`,
    });
  }
  return { eur: convert(amount, 'EUR', rate), booked: given };
}

/** A rate of what never varies would be taken and never used; that a euro is a euro may be said. */
function refuseFixed(currency: string, rate: string): void {
  const parity = currency === 'EUR' ? '1' : PARITIES.get(currency);
  if (parity === undefined || (currency === 'EUR' && Rational.parse(rate).compare(Rational.of(1n)) === 0)) return;
  throw new Violation({
    code: 'RATE_IS_FIXED',
    status: 422,
    title: 'The parity of this currency is fixed',
    detail: `One euro is ${parity} ${currency}, always: leave the rate out`,
    figures: { field: 'rate.rate', currency, parity },
  });
}

const digits = 10;

/** A fraction as a decimal of at most ten digits after the point. */
export function decimal(fraction: Rational): string {
  const scaled = fraction.times(Rational.of(10n ** BigInt(digits))).round();
  const magnitude = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const text = `${magnitude.slice(0, -digits)}.${magnitude.slice(-digits)}`.replace(/\.?0+$/, '');
  return scaled < 0n ? `-${text}` : text;
}
