/** Cents of an amount as it is printed in French: `1 450 000,00 €`, `−3,20 €`. */
export function minorOf(printed: string): bigint {
  const digits = printed.replace(/[^\d,\u2212-]/g, '').replace('\u2212', '-');
  return BigInt(digits.replace(',', ''));
}

export function minorSum(printed: readonly string[]): bigint {
  return printed.reduce((sum, amount) => sum + minorOf(amount), 0n);
}
