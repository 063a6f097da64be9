import { Rational } from '@abonde/money';

/** What is left of interest, in cents. */
export interface Taxed {
  gross: bigint;
  tax: bigint;
  net: bigint;
}

/**
 * Tax on what a placement earned: rounded once, on the whole, half away from zero; none on what it costs.
 * @param rate percent of the interest, such as `24`; null when it isn't taxed
 */
export function taxed(gross: bigint, rate: string | null): Taxed {
  const isTaxed = rate !== null && gross > 0n;
  const tax = isTaxed ? Rational.parse(rate).times(Rational.of(gross, 100n)).round() : 0n;
  return { gross, tax, net: gross - tax };
}
