import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from './brand';
import { FilterBar } from './filter-bar';
import { LanguageSwitch } from './language-switch';
import { ThemeSwitch } from './theme-switch';
import './public-frame.css';

/** Frame of what anybody may read: it doesn't ask who is reading. */
export function PublicFrame({ lastYear, children }: { lastYear?: number; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="public-header no-print">
        <Brand to="/public" />
        <Group gap="xs" wrap="nowrap">
          {lastYear !== undefined && <FilterBar lastYear={lastYear} />}
          <LanguageSwitch signedIn={false} />
          <ThemeSwitch />
          <Button component="a" href="/" variant="default" h={34} px="sm" visibleFrom="xs">
            {t('public.workspace')}
          </Button>
        </Group>
      </header>
      <main id="main" className="public-main">
        {children}
      </main>
    </>
  );
}
