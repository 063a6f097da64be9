import i18next from 'i18next';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/client';
import { AreaContext } from '../i18n/area';
import { useLanguage } from '../i18n/i18n';
import { formatAmount, type Language, percentDigits } from '../money/format';
import { isAmount } from '../money/minor';

const FRAME = 'translation';

/**
 * A refusal in the reader's language: an area says it under `problem.<CODE>` of its words, with the figures of the refusal
 * (`{{available}}`). Those of the page's own area come first, then the frame's, then any other's; the platform's own
 * words stand in where nobody did.
 */
export function useProblemWords(): (problem: Problem) => { title: string; text?: string | undefined } {
  const { t } = useTranslation();
  const language = useLanguage();
  const area = use(AreaContext);
  return (problem) => {
    const words = wordsOf(problem, language, area);
    if (words) return { title: t('act.refused'), text: words };
    const quoted = problem.errorId && t('state.errorId', { id: problem.errorId });
    return { title: problem.message, text: [problem.detail, quoted].filter(Boolean).join(' ') || undefined };
  };
}

export function wordsOf(
  { code, figures }: Pick<Problem, 'code' | 'figures'>,
  language: Language,
  own?: string,
): string | undefined {
  const areas = [own ?? FRAME, FRAME, ...Object.keys(i18next.getDataByLanguage(language) ?? {})];
  const area = areas.find((one) => i18next.exists(`${one}:problem.${code}`));
  if (!area) return undefined;
  const shown = Object.entries(figures).map(([name, value]) => [name, inWords(value, language, area)]);
  // Which refusals an area puts into words is known when it is loaded, not when this is compiled.
  return (i18next.t as (key: string, figures: object) => string)(`${area}:problem.${code}`, Object.fromEntries(shown));
}

/** A figure as a reader says it: a decimal with its own sign; codes have the area's words for them, in the lists that its `figures` names. */
function inWords(value: unknown, language: Language, area: string): unknown {
  if (Array.isArray(value)) return value.map((one) => inWords(one, language, area)).join(', ');
  if (isAmount(value)) return formatAmount(value, language);
  if (typeof value !== 'string') return value;
  if (/^-?\d+\.\d+$/.test(value)) return percentDigits(value, language);
  if (!/^[\w-]+$/.test(value)) return value;
  const lists: readonly string[] = i18next.getResource(language, area, 'figures') ?? [];
  const list = lists.find((one) => i18next.exists(`${area}:${one}.${value}`));
  return list ? (i18next.t as (key: string) => string)(`${area}:${list}.${value}`) : value;
}
