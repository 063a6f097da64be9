import { useProblemWords } from '../acts/problem-words';
import type { Problem } from '../api/client';

/** A refusal tied to the fields of a form, for `form.setErrors`; empty when it names none. */
export function fieldProblems({ fields }: Problem): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, message }) => [field, message]));
}

/** The same with the field that a rule names (`lines.0.amount`), in the reader's words. */
export function useFieldProblems(): (problem: Problem) => Record<string, string> {
  const words = useProblemWords();
  return (problem) => {
    const { field } = problem.figures;
    const { text } = words(problem);
    return { ...fieldProblems(problem), ...(typeof field === 'string' && text !== undefined && { [field]: text }) };
  };
}
