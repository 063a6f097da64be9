import { Button, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { setLanguage, useLanguage } from '../i18n/i18n';

/** One word in the other language; the address and what is on screen stay. */
export function LanguageSwitch({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation();
  const other = useLanguage() === 'fr' ? 'en' : 'fr';
  return (
    <Button
      size="compact-md"
      variant="subtle"
      px={8}
      h={34}
      lang={other}
      onClick={() => void setLanguage(other, signedIn)}
    >
      <span aria-hidden>{other.toUpperCase()}</span>
      <VisuallyHidden>{t('shell.language')}</VisuallyHidden>
    </Button>
  );
}
