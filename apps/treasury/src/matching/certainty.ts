import type { Reason, Suggestion } from './suggestions';

export type Certainty = 'SAFE' | 'TO_REVIEW' | 'NONE';

const safeScore = 95;
/** Another suggestion from here on leaves a doubt. */
const rivalScore = 60;
const exact: readonly Reason[] = ['AMOUNT', 'SUM', 'CONFIRMED_RULE'];

/** Safe: what the entry names, to the cent, with no rival. Only such lines are validated together. */
export function certaintyOf([best, ...others]: readonly Suggestion[]): Certainty {
  if (!best) return 'NONE';
  const safe = best.score >= safeScore && best.reasons.some((reason) => exact.includes(reason));
  return safe && !others.some((other) => rivals(best, other)) ? 'SAFE' : 'TO_REVIEW';
}

/** A part of the best one, such as one of the orders of a batch, is no rival. */
function rivals(best: Suggestion, { score, targets: [first] }: Suggestion): boolean {
  return score >= rivalScore && !best.targets.some(({ kind, id }) => kind === first?.kind && id === first.id);
}

/** Lines that would take the same thing leave a doubt about each: two credits of the same amount that name one instalment. */
export function withoutContested(lines: ReadonlyMap<string, readonly Suggestion[]>): Map<string, Certainty> {
  const certainties = new Map([...lines].map(([line, suggestions]) => [line, certaintyOf(suggestions)] as const));
  const takers = new Map<string, string[]>();
  for (const [line, certainty] of certainties) {
    if (certainty !== 'SAFE') continue;
    for (const key of (lines.get(line)?.[0]?.targets ?? []).flatMap(keyOf))
      takers.set(key, [...(takers.get(key) ?? []), line]);
  }
  const contested = [...takers.values()].filter((group) => group.length > 1).flat();
  for (const line of contested) certainties.set(line, 'TO_REVIEW');
  return certainties;
}

/** A classification or a payer takes any number of lines. */
function keyOf({ kind, id }: Suggestion['targets'][number]): string[] {
  return ['classification', 'donation', 'unapplied'].includes(kind) ? [] : [`${kind}:${id}`];
}
