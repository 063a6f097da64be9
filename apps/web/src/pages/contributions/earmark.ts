import { useTranslation } from 'react-i18next';
import type { Contributions } from './contributions-api';

type Earmark = Contributions['EarmarkDto'];

/** What an agreement's money may be used for, in words. */
export function useEarmarkWords(): (earmark: Earmark) => string {
  const { t, i18n } = useTranslation('contributions');
  const theme = (code: string) => (i18n.exists(`contributions:theme.${code}`) ? t(`theme.${code as 'CULTURE'}`) : code);
  return ({ level, themes = [], countries = [], projects = [], programmes = [], case: event }) => {
    const names = [...themes.map(theme), ...countries.map((code) => country(code, i18n.language))];
    const listed = [...names, ...projects, ...programmes, ...(event === undefined ? [] : [event])];
    return level === 'NONE' ? t('earmark.NONE') : listed.join(', ');
  };
}

function country(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}
