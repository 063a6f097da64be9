import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/client';
import { useProblemWords } from '../../../acts/problem-words';

/**
 * Ties a refusal to the fields of a form: those it names, or the one its figures name. Answers true when the form shows it,
 * with the focus on the first field at fault.
 */
export function useFormProblems(setErrors: (errors: Record<string, string>) => void): (problem: Problem) => boolean {
  const { t } = useTranslation('contributions');
  const words = useProblemWords();
  return (problem) => {
    const { fields, figures } = problem;
    const named = Object.fromEntries(fields.map(({ field }) => [formField(field), t('invalid')]));
    const one = figures['field'];
    const errors =
      typeof one === 'string' ? { ...named, [formField(one)]: words(problem).text ?? problem.message } : named;
    if (Object.keys(errors).length === 0) return false;
    setErrors(errors);
    focusFirst();
    return true;
  };
}

/** `amount.amount`, as a check of the platform names it, is the field `amount` of the form. */
function formField(path: string): string {
  return path.replace(/\b(amount|value|threshold)\.(amount|currency)$/, '$1');
}

/** Puts the focus where the first fault is, once it is drawn. */
export function focusFirst(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
