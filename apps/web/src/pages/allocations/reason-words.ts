import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useThemes } from '../../themes/themes';
import type { AllocationLine } from './calls';
import './words';

/** Why a line gives what it gives, in one sentence of the reader's language. */
export function useReasonWords(): (reason: AllocationLine['reason']) => string {
  const { t, i18n } = useTranslation('allocations');
  const { name } = useThemes();
  const language = useLanguage();
  return ({ code, params, fr, en }) => {
    const { limit, window = 'OPEN', until, from, to, theme, country, ...rest } = params as Record<string, string>;
    const known = i18n.exists(`allocations:reason.${code}`);
    // A line proposed before limits were told keeps the sentence it was given.
    if (!known || (limit === undefined && code !== 'ADJUSTED')) return language === 'fr' ? fr : en;
    const day = (value?: string) => (value ? formatDay(value, language) : '');
    return t(`reason.${code}` as 'reason.UNEARMARKED', {
      ...rest,
      window: t(`window.${window}` as 'window.ELIGIBLE', { until: day(until), from: day(from), to: day(to) }),
      theme: theme && name(theme),
      country: country && new Intl.DisplayNames(language, { type: 'region' }).of(country),
      why: limit ? t(`limit.${limit}` as 'limit.PART') : '',
    });
  };
}
