import { decimalsOf } from './currency';
import { MoneyError } from './errors';
import { Rational } from './rational';

export interface MoneyJson {
  amount: string;
  currency: string;
}

/** An exact amount: a whole number of minor units of one currency. */
export class Money {
  private constructor(
    readonly minor: bigint,
    readonly currency: string,
  ) {}

  /** Reads an amount in the major unit. @throws {MoneyError} INVALID_AMOUNT, TOO_MANY_DECIMALS, UNKNOWN_CURRENCY */
  static of({ amount, currency }: MoneyJson): Money {
    const decimals = decimalsOf(currency);
    const match = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(amount);
    if (!match)
      throw new MoneyError('INVALID_AMOUNT', `${amount} is not an amount such as 1250.00`, { amount, currency });
    const [, sign, whole, fraction = ''] = match;
    const significant = fraction.replace(/0+$/, '');
    if (significant.length > decimals) {
      throw new MoneyError('TOO_MANY_DECIMALS', `${currency} has ${decimals} decimals, ${amount} has more`, {
        amount,
        currency,
        decimals,
      });
    }
    const minor = BigInt(`${whole}${significant.padEnd(decimals, '0')}`);
    return new Money(sign === '-' ? -minor : minor, currency);
  }

  static minor(minor: bigint, currency = 'EUR'): Money {
    decimalsOf(currency);
    return new Money(minor, currency);
  }

  static eur(amount: string): Money {
    return Money.of({ amount, currency: 'EUR' });
  }

  static zero(currency = 'EUR'): Money {
    return Money.minor(0n, currency);
  }

  static sum(amounts: Iterable<Money>, currency = 'EUR'): Money {
    let total = Money.zero(currency);
    for (const amount of amounts) total = total.plus(amount);
    return total;
  }

  plus(other: Money): Money {
    return new Money(this.minor + this.same(other).minor, this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.minor - this.same(other).minor, this.currency);
  }

  negated(): Money {
    return new Money(-this.minor, this.currency);
  }

  abs(): Money {
    return this.minor < 0n ? this.negated() : this;
  }

  min(other: Money): Money {
    return this.compare(other) <= 0 ? this : other;
  }

  max(other: Money): Money {
    return this.compare(other) >= 0 ? this : other;
  }

  compare(other: Money): -1 | 0 | 1 {
    const { minor } = this.same(other);
    return this.minor < minor ? -1 : this.minor > minor ? 1 : 0;
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.minor === other.minor;
  }

  isZero(): boolean {
    return this.minor === 0n;
  }

  isPositive(): boolean {
    return this.minor > 0n;
  }

  isNegative(): boolean {
    return this.minor < 0n;
  }

  /** Decimal string in the major unit, with all the currency's decimals. */
  get amount(): string {
    const decimals = decimalsOf(this.currency);
    const digits = (this.minor < 0n ? -this.minor : this.minor).toString().padStart(decimals + 1, '0');
    const sign = this.minor < 0n ? '-' : '';
    return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  }

  toJSON(): MoneyJson {
    return { amount: this.amount, currency: this.currency };
  }

  toString(): string {
    return `${this.amount} ${this.currency}`;
  }

  private same(other: Money): Money {
    if (other.currency !== this.currency) {
      throw new MoneyError('CURRENCY_MISMATCH', `${this.currency} and ${other.currency} don't add up`, {
        left: this.currency,
        right: other.currency,
      });
    }
    return other;
  }
}

/** Converts exactly and rounds once, half away from zero, at the target's minor unit. `rate`: units of `to` for one unit of the amount's currency. */
export function convert(amount: Money, to: string, rate: Rational): Money {
  const scale = Rational.of(10n ** BigInt(decimalsOf(to)), 10n ** BigInt(decimalsOf(amount.currency)));
  return Money.minor(Rational.of(amount.minor).times(rate).times(scale).round(), to);
}
