import type { Answer, BookModel } from './book-model';

/** What takes effect at one moment, and what was said of it; undefined when the caller never heard. */
export interface Effective {
  said?: string[];
  foresee(model: BookModel): Answer[];
}

/** A call that was made at the same time as others: what it consists of, in its order. */
export type Call = readonly Effective[];

/**
 * The states in which the model can be after calls that ran side by side: one for each order that explains all answers. What has
 * no answer was made as a whole or not at all.
 */
export function* outcomes(model: BookModel, calls: readonly Call[]): Generator<BookModel> {
  const open = calls.filter(({ length }) => length > 0);
  if (open.length === 0) yield model;
  for (const [at, [first, ...rest]] of open.entries()) {
    if (!first) continue;
    const others = open.map((call, index) => (index === at ? rest : call));
    const next = model.copy();
    const foreseen = first.foresee(next);
    if (!first.said || explains(foreseen, first.said)) yield* outcomes(next, others);
    if (!first.said) yield* outcomes(model, others);
  }
}

function explains(foreseen: readonly Answer[], said: readonly string[]): boolean {
  return foreseen.length === said.length && foreseen.every((answer, at) => answer.includes(said[at] ?? ''));
}
