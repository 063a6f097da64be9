import { Money } from '@abonde/money';
import { isReceipt, MatchRefused, type Target } from './target';

/** What of the targets one entry takes; its charges and exchange difference are those of the act. */
export interface Share {
  entry: string;
  targets: Target[];
  charges: Money | null;
  exchangeDifference: Money | null;
}

interface Taken {
  id: string;
  amount: Money;
}

/** An order is settled by one debit, a receipt returned by one: only these kinds are shared between entries. */
function divides({ kind }: Target): boolean {
  return isReceipt({ kind }) || kind === 'recovery' || kind === 'classification';
}

/**
 * Shares targets over several entries of one currency and direction, in the order given, to the last unit. What banks kept and
 * what the exchange rate made go with the largest entry.
 * @throws {MatchRefused} 422 `MATCH_DOES_NOT_ADD_UP` with the difference, `SEVERAL_CURRENCIES_TOGETHER`, `TARGET_NOT_SHARED`
 */
export function sharesOf(
  entries: readonly Taken[],
  targets: readonly Target[],
  charges: Money | null,
  exchangeDifference: Money | null,
): Share[] {
  const [first] = entries;
  if (!first) throw new Error('An act has entries.');
  check(entries, targets, [charges, exchangeDifference]);
  const bearer = entries.reduce((most, entry) => (entry.amount.abs().compare(most.amount.abs()) > 0 ? entry : most));
  const left = new Map(entries.map((entry) => [entry.id, entry.amount.abs()]));
  for (const kept of [charges, exchangeDifference]) {
    if (kept) left.set(bearer.id, (left.get(bearer.id) as Money).plus(kept));
  }
  const room = left.get(bearer.id) as Money;
  if (!room.isPositive()) throw doesNotAddUp(room, Money.zero(room.currency));
  const shares = new Map<string, Target[]>(entries.map(({ id }) => [id, []]));
  const whole = targets.filter((target) => !divides(target)).sort((a, b) => b.amount.compare(a.amount));
  for (const target of whole) place(target, left, shares);
  for (const target of targets.filter(divides)) spread(target, left, shares);
  return entries.map(({ id }) => ({
    entry: id,
    targets: shares.get(id) as Target[],
    charges: id === bearer.id ? charges : null,
    exchangeDifference: id === bearer.id ? exchangeDifference : null,
  }));
}

function check(entries: readonly Taken[], targets: readonly Target[], kept: (Money | null)[]): void {
  const [{ amount: sample }] = entries as [Taken];
  const { currency } = sample;
  const amounts = [...entries, ...targets].map(({ amount }) => amount);
  const foreign = [...amounts, ...kept].find((amount) => amount && amount.currency !== currency);
  if (foreign) {
    const detail = `Entries and targets matched together are all in ${currency}.`;
    throw new MatchRefused('SEVERAL_CURRENCIES_TOGETHER', 422, 'Several currencies', detail, {
      expected: currency,
      given: foreign,
    });
  }
  if (entries.some(({ amount }) => amount.isNegative() !== sample.isNegative()))
    throw new MatchRefused('WRONG_DIRECTION', 422, 'Wrong direction', 'Entries matched together all go the same way.');
  const small = targets.find(({ amount }) => !amount.isPositive());
  if (small)
    throw new MatchRefused(
      'TARGET_NOT_POSITIVE',
      422,
      'Not a positive amount',
      'What several entries share is positive.',
      { id: small.id },
    );
  const stated = Money.sum(
    targets.map(({ amount }) => amount),
    currency,
  );
  const expected = kept.reduce<Money>(
    (sum, amount) => (amount ? sum.plus(amount) : sum),
    Money.sum(
      entries.map(({ amount }) => amount.abs()),
      currency,
    ),
  );
  if (stated.equals(expected)) return;
  throw doesNotAddUp(expected, stated);
}

function doesNotAddUp(expected: Money, stated: Money): MatchRefused {
  const detail = `The targets give ${stated}, the entries leave ${expected}.`;
  const figures = { expected, stated, difference: stated.minus(expected) };
  return new MatchRefused('MATCH_DOES_NOT_ADD_UP', 422, 'The match does not add up', detail, figures);
}

/** To the entry it fits best: what is left of the others stays whole for what comes after. */
function place(target: Target, left: Map<string, Money>, shares: Map<string, Target[]>): void {
  const room = [...left]
    .filter(([, amount]) => amount.compare(target.amount) >= 0)
    .sort(([, a], [, b]) => a.compare(b));
  const [best] = room;
  if (!best) {
    const detail = `No entry alone holds the ${target.amount} of the ${target.kind}, which is not shared between entries.`;
    throw new MatchRefused('TARGET_NOT_SHARED', 422, 'Not shared between entries', detail, {
      kind: target.kind,
      id: target.id,
    });
  }
  take(target, best[0], target.amount, left, shares);
}

function spread(target: Target, left: Map<string, Money>, shares: Map<string, Target[]>): void {
  let rest = target.amount;
  for (const [entry, room] of left) {
    const amount = rest.min(room);
    if (!amount.isPositive()) continue;
    take(target, entry, amount, left, shares);
    rest = rest.minus(amount);
  }
}

function take(
  target: Target,
  entry: string,
  amount: Money,
  left: Map<string, Money>,
  shares: Map<string, Target[]>,
): void {
  shares.get(entry)?.push({ ...target, amount });
  left.set(entry, (left.get(entry) as Money).minus(amount));
}
