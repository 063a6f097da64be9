import type { Answer, BookModel } from './book-model';

/** A call that was made at the same time as others, and what came of it; undefined when its caller never heard. */
export interface Call {
  said?: string[];
  foresee(model: BookModel): Answer[];
}

/**
 * The states in which the model can be after calls that ran side by side: one for each order that explains all answers. A call
 * without an answer was made as a whole or not at all.
 */
export function outcomes(model: BookModel, calls: readonly Call[]): BookModel[] {
  if (calls.length === 0) return [model];
  return calls.flatMap((call, at) => {
    const others = calls.filter((_, index) => index !== at);
    const next = model.copy();
    const foreseen = call.foresee(next);
    const made = !call.said || explains(foreseen, call.said) ? outcomes(next, others) : [];
    return call.said ? made : [...made, ...outcomes(model, others)];
  });
}

function explains(foreseen: readonly Answer[], said: readonly string[]): boolean {
  return foreseen.length === said.length && foreseen.every((answer, at) => answer.includes(said[at] ?? ''));
}
