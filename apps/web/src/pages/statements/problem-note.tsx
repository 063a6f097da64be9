import { Text } from '@mantine/core';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { type Amount, formatAmount, formatDay, type Language } from '../../money/format';

/** Why a file was refused, in the reader's language, with its figures; the platform's own words where nobody put it into words. */
export function ProblemNote({ problem }: { problem: Problem }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const figures = Object.fromEntries(
    Object.entries(problem.figures).map(([name, value]) => [name, inWords(value, language)]),
  );
  const known = i18next.exists(`statements:problem.${problem.code}`);
  // Which refusals are put into words is known when the words are loaded, not when this is compiled.
  const say = t as (key: string, figures: object) => string;
  return (
    <div role="alert">
      <Text size="sm" fw={600} className="statement-refusal">
        {known
          ? say(`problem.${problem.code}`, figures)
          : problem.code === 'UNREACHABLE'
            ? t('act.unreachable', { ns: 'translation' })
            : problem.message}
      </Text>
      {problem.detail && (
        <Text size="xs" className="muted" lang="en">
          {problem.detail}
        </Text>
      )}
    </div>
  );
}

export function inWords(value: unknown, language: Language): string {
  if (typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value)
    return formatAmount(value as Amount, language);
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text, language) : text;
}
