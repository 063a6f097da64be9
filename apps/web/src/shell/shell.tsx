import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { onFirstNotice } from '../acts/notices';
import { LiveProvider } from '../live/live-context';
import { useOptionalPart } from '../parts/late-part';
import type { Person } from '../session/session';
import { Account } from './account';
import { Brand } from './brand';
import { useBusinessDay } from './business-day';
import { FilterBar } from './filter-bar';
import { useFilters } from './filters';
import { LanguageSwitch } from './language-switch';
import { LiveChip } from './live-chip';
import { isStaff } from '../pages/page';
import { NavigationLinks } from './navigation-links';
import { ResetBanner } from './reset-banner';
import { ThemeSwitch } from './theme-switch';

const bell = () => import('./inbox/inbox-bell');
const noticeArea = () => import('../acts/notice-area');
const entriesDrawer = () => import('../entries/entries-drawer');
const INBOX_AFTER_MS = 1_500;
const surface = { background: 'var(--card)', borderColor: 'var(--line)' };

/** Frame of every page of a signed-in person. Cities and donors have no live stream to follow. */
export function Shell({ person }: { person: Person }) {
  return isStaff(person) ? (
    <LiveProvider>
      <Frame person={person} live />
    </LiveProvider>
  ) : (
    <Frame person={person} live={false} />
  );
}

function Frame({ person, live }: { person: Person; live: boolean }) {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const lastYear = Number(useBusinessDay()?.slice(0, 4) ?? 0);
  const filtered = useRouterState({ select: ({ location }) => location.pathname === '/' });
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', md: 'lg' }}
      styles={{ header: surface, navbar: surface }}
    >
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <AppShell.Header className="no-print">
        <Group h="100%" px={{ base: 'sm', md: 'md' }} justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={t('shell.menu')}
              aria-expanded={opened}
            />
            <Brand />
          </Group>
          <Group gap="xs" wrap="nowrap">
            {live && <LiveChip />}
            {filtered && <FilterBar lastYear={lastYear} />}
            <Group gap="xs" wrap="nowrap" visibleFrom="sm">
              <LanguageSwitch signedIn />
              <ThemeSwitch />
            </Group>
            {live && <Inbox />}
            <Account person={person} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" component="nav" aria-label={t('shell.menu')} className="no-print">
        {(wide || opened) && <NavigationLinks person={person} close={close} />}
        <Group hiddenFrom="sm" mt="auto" pt="sm" gap="xs" style={{ borderTop: '1px solid var(--line)' }}>
          <LanguageSwitch signedIn />
          <ThemeSwitch />
        </Group>
      </AppShell.Navbar>
      <AppShell.Main id="main">
        {live && <ResetBanner />}
        <Outlet />
      </AppShell.Main>
      <Drawer />
      <Notices />
    </AppShell>
  );
}

/** What waits for the reader is asked for once the page is there: on a slow line its figures come first. */
function Inbox() {
  const Bell = useOptionalPart(bell, { afterMs: INBOX_AFTER_MS });
  return (
    Bell && (
      <Suspense>
        <Bell />
      </Suspense>
    )
  );
}

/** The place of notices comes with the first one. */
function Notices() {
  const [wanted, { open }] = useDisclosure();
  useEffect(() => onFirstNotice(open), [open]);
  const NoticeArea = useOptionalPart(noticeArea, { wanted });
  return NoticeArea && <NoticeArea />;
}

/** The drawer comes with the first figure that is opened. */
function Drawer() {
  const [{ ecritures, noeud }] = useFilters();
  const wanted = ecritures !== undefined || noeud !== undefined;
  const EntriesDrawer = useOptionalPart(entriesDrawer, { wanted });
  return (
    EntriesDrawer && (
      <Suspense>
        <EntriesDrawer />
      </Suspense>
    )
  );
}
