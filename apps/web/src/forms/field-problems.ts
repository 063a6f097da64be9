import type { Problem } from '../api/client';

/** A refusal tied to the fields of a form, for `form.setErrors`; empty when it names none. */
export function fieldProblems({ fields }: Problem): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, message }) => [field, message]));
}
