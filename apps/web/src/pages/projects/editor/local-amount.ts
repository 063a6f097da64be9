/** Parities that never move: units for one euro. */
export const parities: Readonly<Record<string, string>> = {
  XOF: '655.957',
  XAF: '655.957',
  KMF: '491.96775',
  EUR: '1',
};

/** Units of a currency for one euro: the fixed parity where there is one, else what is stated; undefined where nothing is. */
export function unitsPerEuro(currency: string, stated: { localPerEuro: string } | undefined): string | undefined {
  return parities[currency] ?? (stated?.localPerEuro || undefined);
}

/** `655.957` as a fraction of whole numbers; undefined when it is no positive decimal. */
function fraction(decimal: string): [bigint, bigint] | undefined {
  if (!/^\d+(\.\d+)?$/.test(decimal)) return undefined;
  const [whole = '', tail = ''] = decimal.split('.');
  const numerator = BigInt(whole + tail);
  return numerator > 0n ? [numerator, 10n ** BigInt(tail.length)] : undefined;
}

/**
 * An amount in another currency, half up to its smallest unit, by whole numbers only.
 * @param amount decimal string @param rate units of `to` for one unit of `from`; `inverse` turns it round
 * @returns undefined without an amount or a rate
 */
export function converted(
  amount: string,
  rate: string | undefined,
  decimals: { from: number; to: number },
  inverse = false,
): string | undefined {
  const parts = rate === undefined ? undefined : fraction(rate);
  if (!parts || !/^\d+(\.\d+)?$/.test(amount)) return undefined;
  const [over, under] = inverse ? [parts[1], parts[0]] : parts;
  const [whole = '0', tail = ''] = amount.split('.');
  const minor = BigInt(whole + tail.padEnd(decimals.from, '0').slice(0, decimals.from));
  const numerator = minor * over * 10n ** BigInt(decimals.to);
  const denominator = under * 10n ** BigInt(decimals.from);
  const rounded = (2n * numerator + denominator) / (2n * denominator);
  const digits = String(rounded).padStart(decimals.to + 1, '0');
  return decimals.to === 0 ? digits : `${digits.slice(0, -decimals.to)}.${digits.slice(-decimals.to)}`;
}
