import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount } from '../../money/format';
import { useThemes } from '../../themes/themes';
import type { Contributions } from './contributions-api';

type Earmark = Contributions['EarmarkDto'];

/** What an agreement's money may be used for, in words. */
export function useEarmarkWords(): (earmark: Earmark) => string {
  const { t, i18n } = useTranslation('contributions');
  const { name: theme } = useThemes();
  return ({ level, themes = [], countries = [], projects = [], programmes = [], case: event }) => {
    const names = [...themes.map(theme), ...countries.map((code) => country(code, i18n.language))];
    const listed = [...names, ...projects, ...programmes, ...(event === undefined ? [] : [event])];
    return level === 'NONE' ? t('earmark.NONE') : listed.join(', ');
  };
}

type Restrictions = Contributions['RestrictionsDto'];

/** What an agreement rules out within its earmark, in words; empty where it rules nothing out. */
export function useRestrictionWords(): (restrictions: Restrictions) => string {
  const { t, i18n } = useTranslation('contributions');
  const { name } = useThemes();
  const language = useLanguage();
  const named = (codes: readonly string[]) => codes.map((code) => country(code, i18n.language)).join(', ');
  return ({ countries = [], excludedCountries = [], excludedThemes = [], perProject }) =>
    [
      ...(countries.length > 0 ? [t('restriction.countries', { names: named(countries) })] : []),
      ...(excludedCountries.length > 0
        ? [t('restriction.excludedCountries', { names: named(excludedCountries) })]
        : []),
      ...(excludedThemes.length > 0
        ? [t('restriction.excludedThemes', { names: excludedThemes.map(name).join(', ') })]
        : []),
      ...(perProject ? [t('restriction.perProject', { amount: formatAmount(perProject, language) })] : []),
    ].join(' ; ');
}

function country(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}
