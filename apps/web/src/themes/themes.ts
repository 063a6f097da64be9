import { useTranslation } from 'react-i18next';
import { isTheme, themes } from '../pages/projects/themes';
import './words';

/** Themes in words: each by its name, and all of them to choose from. */
export function useThemes() {
  const { t } = useTranslation('themes');
  const name = (theme: string) => (isTheme(theme) ? t(theme) : theme);
  return { name, choices: themes.map((value) => ({ value: value as string, label: name(value) })) };
}
