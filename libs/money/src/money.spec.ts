import fc from 'fast-check';
import { convert, decimalsOf, formatMoney, largestRemainder, Money, PEGS, Rational, sharesOf } from './index';

const xof = PEGS.get('XOF') as Rational;

describe('amounts', () => {
  test.each([
    ['1250.00', 'EUR', 125_000n],
    ['-0.01', 'EUR', -1n],
    ['255823230', 'XOF', 255_823_230n],
    ['12.345', 'TND', 12_345n],
    ['90071992547409.93', 'EUR', 9_007_199_254_740_993n],
    ['1250.5000', 'EUR', 125_050n],
  ])('%s %s is %s minor units', (amount, currency, minor) => {
    expect(Money.of({ amount, currency }).minor).toBe(minor);
  });

  test.each([
    ['12.345', 'EUR', 'TOO_MANY_DECIMALS'],
    ['1.5', 'XOF', 'TOO_MANY_DECIMALS'],
    ['1,50', 'EUR', 'INVALID_AMOUNT'],
    ['', 'EUR', 'INVALID_AMOUNT'],
    ['1e3', 'EUR', 'INVALID_AMOUNT'],
    ['1.00', 'ZZZ', 'UNKNOWN_CURRENCY'],
  ])('%s %s is refused: %s', (amount, currency, code) => {
    expect(() => Money.of({ amount, currency })).toThrow(expect.objectContaining({ code }));
  });

  it('reads back what it writes, at any size', () => {
    const currency = fc.constantFrom('EUR', 'XOF', 'TND', 'MGA');
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), currency, (minor, ccy) => {
        expect(Money.of(Money.minor(minor, ccy).toJSON()).minor).toBe(minor);
      }),
    );
  });

  it('never adds two currencies', () => {
    expect(() => Money.eur('1.00').plus(Money.zero('USD'))).toThrow(
      expect.objectContaining({ code: 'CURRENCY_MISMATCH' }),
    );
  });

  it('knows the decimals that ISO 4217 gives the currencies of member cities', () => {
    for (const currency of ['XOF', 'XAF', 'KMF', 'GNF', 'VND', 'RWF', 'BIF', 'DJF', 'VUV', 'XPF'])
      expect(decimalsOf(currency)).toBe(0);
    expect(decimalsOf('TND')).toBe(3);
    for (const currency of ['EUR', 'MGA', 'MRU', 'LAK', 'KHR', 'CDF']) expect(decimalsOf(currency)).toBe(2);
  });
});

describe('conversion', () => {
  it('turns 390,000 € into 255,823,230 XOF exactly', () => {
    expect(convert(Money.eur('390000.00'), 'XOF', xof).amount).toBe('255823230');
  });

  it('turns 58,000 € into 38,045,506 XOF', () => {
    expect(convert(Money.eur('58000.00'), 'XOF', xof).amount).toBe('38045506');
  });

  it('values 386,930,000 XAF at 589,870.98 €', () => {
    const back = Rational.of(1n).over(PEGS.get('XAF') as Rational);
    expect(convert(Money.of({ amount: '386930000', currency: 'XAF' }), 'EUR', back).amount).toBe('589870.98');
  });

  it('rounds a half away from zero, once', () => {
    expect(Rational.parse('2.5').round()).toBe(3n);
    expect(Rational.parse('-2.5').round()).toBe(-3n);
    expect(Rational.parse('2.4999').round()).toBe(2n);
  });
});

describe('exact fractions', () => {
  const fraction = fc.tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 1000n)).map(([n, d]) => Rational.of(n, d));

  it('undo what they do', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(a.plus(b).minus(b).compare(a)).toBe(0);
        if (!b.isZero()) expect(a.times(b).over(b).compare(a)).toBe(0);
      }),
    );
  });

  it('round within half a unit', () => {
    fc.assert(
      fc.property(fraction, (a) => {
        const gap = a.minus(Rational.of(a.round()));
        expect(gap.compare(Rational.of(1n, 2n))).not.toBe(1);
        expect(gap.compare(Rational.of(-1n, 2n))).not.toBe(-1);
      }),
    );
  });
});

describe('largest remainder', () => {
  const parts = fc.uniqueArray(
    fc.record({ key: fc.string({ minLength: 1, maxLength: 6 }), weight: fc.bigInt(0n, 10n ** 12n) }),
    {
      selector: ({ key }) => key,
      minLength: 1,
      maxLength: 12,
    },
  );

  it('adds up to the whole, within one unit of the exact share, whatever the order', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), parts, (total, weighted) => {
        const sum = weighted.reduce((left, { weight }) => left + weight, 0n);
        fc.pre(sum > 0n);
        const shares = largestRemainder(total, weighted);
        expect([...shares.values()].reduce((left, share) => left + share, 0n)).toBe(total);
        for (const { key, weight } of weighted) {
          const gap = Rational.of(shares.get(key) as bigint).minus(Rational.of(total * weight, sum));
          expect(gap.compare(Rational.of(1n))).toBe(-1);
          expect(gap.compare(Rational.of(-1n))).toBe(1);
        }
        expect([...largestRemainder(total, [...weighted].reverse())].sort()).toEqual([...shares].sort());
      }),
    );
  });

  it('gives the odd cents to the largest remainders, ties to the smaller key', () => {
    const even = ['b', 'a', 'c'].map((key) => ({ key, weight: 1n }));
    expect(Object.fromEntries(largestRemainder(100n, even))).toEqual({ a: 34n, b: 33n, c: 33n });
    expect(Object.fromEntries(largestRemainder(-100n, even))).toEqual({ a: -34n, b: -33n, c: -33n });
  });

  it('gives each odd cent as a plain sort of the exact remainders does, however close and however large they are', () => {
    const close = fc.bigInt(0n, 3n).map((step) => 10n ** 30n + step);
    const weight = fc.oneof(
      close,
      fc.bigInt(0n, 5n),
      fc.bigInt(0n, 10n ** 40n),
      close.map((near) => near ** 12n),
    );
    const weighted = fc.uniqueArray(fc.record({ key: fc.string({ minLength: 1, maxLength: 3 }), weight }), {
      selector: ({ key }) => key,
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), weighted, (total, given) => {
        const sum = given.reduce((left, part) => left + part.weight, 0n);
        fc.pre(sum > 0n);
        const floors = given.map((part) => (total * part.weight) / sum);
        const left = Number(total - floors.reduce((all, share) => all + share, 0n));
        const odd = given
          .map((part, index) => ({ key: part.key, index, remainder: (total * part.weight) % sum }))
          .sort((a, b) => (a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1))
          .slice(0, left);
        for (const { index } of odd) floors[index]! += 1n;
        expect(sharesOf(total, given)).toEqual(floors);
      }),
    );
  });

  it('refuses to share money over nothing', () => {
    expect(() => largestRemainder(1n, [{ key: 'a', weight: 0n }])).toThrow(
      expect.objectContaining({ code: 'NOTHING_TO_SHARE' }),
    );
  });
});

describe('printing', () => {
  test.each([
    ['1450000.00', 'EUR', 'fr', '1\u00a0450\u00a0000,00\u00a0€'],
    ['1450000.00', 'EUR', 'en', '€1,450,000.00'],
    ['-80000.50', 'EUR', 'fr', '−80\u00a0000,50\u00a0€'],
    ['90071992547409.93', 'EUR', 'fr', '90\u00a0071\u00a0992\u00a0547\u00a0409,93\u00a0€'],
  ] as const)('%s %s in %s', (amount, currency, language, printed) => {
    expect(formatMoney(Money.of({ amount, currency }), language)).toBe(printed);
  });
});
