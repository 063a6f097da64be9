import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatCount, formatExactPercent, type Language } from '../../money/format';
import type { Actual } from './results-api';

interface Counted extends Partial<Pick<Actual, 'comment'>> {
  numerator?: string | null;
  denominator?: string | null;
  percent?: string | null;
  groups?: Actual['groups'];
}

/** What was counted, of how many, told apart by group, and said in words. */
export function Measured({ of: { numerator, denominator, percent, groups = [], comment } }: { of: Counted }) {
  const { t } = useTranslation('results');
  const language = useLanguage();
  const sexes = { FEMALE: t('women'), MALE: t('men'), OTHER: t('other') };
  const told = groups.map(({ sex, age, vulnerability, count }) =>
    [wholeText(count, language), sex && sexes[sex], age, vulnerability].filter(Boolean).join(' '),
  );
  const counted = numerator && wholeText(numerator, language);
  return (
    <>
      {counted && denominator
        ? t(percent ? 'share' : 'partOf', {
            numerator: counted,
            denominator: wholeText(denominator, language),
            percent: percent && formatExactPercent(percent, language),
          })
        : counted}
      {told.length > 0 && (
        <Text size="xs" className="muted">
          {told.join(', ')}
        </Text>
      )}
      {comment && <Text size="sm">{comment}</Text>}
    </>
  );
}

/** Whole numbers with their thousands apart; what is said otherwise stays as it was written. */
export function wholeText(text: string, language: Language): string {
  return /^\d+$/.test(text) ? formatCount(BigInt(text), language) : text;
}
