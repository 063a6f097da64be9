import { propertyRuns } from '@abonde/testing';
import { Money } from '@abonde/money';
import fc from 'fast-check';
import { sharesOf } from './shares';
import type { MatchRefused, Target } from './target';

const eur = (minor: bigint) => Money.minor(minor);
const instalment = (id: string, minor: bigint): Target => ({ kind: 'instalment', id, amount: eur(minor) });
const order = (id: string, minor: bigint): Target => ({ kind: 'payment-order', id, amount: eur(minor) });
const total = (amounts: readonly Money[]) => Money.sum(amounts).minor;

/** Entries and targets of the same sum, cut in different places. */
const sameSum = fc
  .tuple(
    fc.array(fc.bigInt(1n, 10n ** 12n), { minLength: 2, maxLength: 8 }),
    fc.array(fc.bigInt(1n, 10n ** 6n), { maxLength: 6 }),
  )
  .map(([entries, cuts]) => {
    const sum = entries.reduce((a, b) => a + b, 0n);
    const sizes: bigint[] = [];
    let left = sum;
    for (const cut of cuts) {
      const size = (left * cut) / 10n ** 6n;
      if (size <= 0n || size >= left) continue;
      sizes.push(size);
      left -= size;
    }
    return { entries, targets: [...sizes, left] };
  });

function refusal(work: () => unknown): MatchRefused {
  try {
    work();
  } catch (error) {
    return error as MatchRefused;
  }
  throw new Error('Nothing was refused.');
}

describe('what several entries take of several targets', () => {
  it('adds up on both sides, to the last unit, and takes nothing of nothing', () => {
    fc.assert(
      fc.property(sameSum, fc.bigInt(0n, 500n), ({ entries, targets }, kept) => {
        const charges = kept > 0n ? eur(kept) : null;
        const wanted = targets.map((minor, at) => instalment(`t${at}`, at === 0 ? minor + kept : minor));
        const shares = sharesOf(
          entries.map((minor, at) => ({ id: `e${at}`, amount: eur(minor) })),
          wanted,
          charges,
          null,
        );
        for (const [at, minor] of entries.entries()) {
          const share = shares.find(({ entry }) => entry === `e${at}`);
          const taken = total((share?.targets ?? []).map(({ amount }) => amount));
          expect(taken - (share?.charges?.minor ?? 0n)).toBe(minor);
        }
        for (const { id, amount } of wanted) {
          const given = shares.flatMap((share) => share.targets.filter((target) => target.id === id));
          expect(given.every((target) => target.amount.isPositive())).toBe(true);
          expect(total(given.map((target) => target.amount))).toBe(amount.minor);
        }
      }),
      propertyRuns({ quick: 200, full: 5_000 }),
    );
  });

  it('keeps an order whole, in the entry it fits best', () => {
    const entries = [
      { id: 'large', amount: eur(-1000n) },
      { id: 'small', amount: eur(-400n) },
    ];
    const charge: Target = { kind: 'classification', id: 'CHARGE', amount: eur(100n) };
    const shares = sharesOf(entries, [charge, order('a', 300n), order('b', 1000n)], null, null);
    expect(shares.map(({ targets }) => targets.map(({ id, amount }) => `${id} ${amount.minor}`))).toEqual([
      ['b 1000'],
      ['a 300', 'CHARGE 100'],
    ]);
  });

  it.each([
    ['a difference', [1000n, 500n], [instalment('a', 1499n)], 'MATCH_DOES_NOT_ADD_UP'],
    ['an order larger than each entry', [1000n, 500n], [order('a', 1500n)], 'TARGET_NOT_SHARED'],
    ['nothing of a target', [1000n, 500n], [instalment('a', 1500n), instalment('b', 0n)], 'TARGET_NOT_POSITIVE'],
    ['a debit with a credit', [1000n, -500n], [instalment('a', 500n)], 'WRONG_DIRECTION'],
  ])('refuses %s', (_, entries, targets, code) => {
    const taken = entries.map((minor, at) => ({ id: `e${at}`, amount: eur(minor) }));
    expect(refusal(() => sharesOf(taken, targets, null, null)).code).toBe(code);
  });

  it('says the difference to the cent, and refuses several currencies', () => {
    const taken = [1000n, 500n].map((minor, at) => ({ id: `e${at}`, amount: eur(minor) }));
    expect(refusal(() => sharesOf(taken, [instalment('a', 1499n)], null, null)).figures).toMatchObject({
      difference: eur(-1n),
    });
    const dollars = { kind: 'instalment' as const, id: 'a', amount: Money.minor(1500n, 'USD') };
    expect(refusal(() => sharesOf(taken, [dollars], null, null)).code).toBe('SEVERAL_CURRENCIES_TOGETHER');
  });
});
