import { ActionIcon, AppShell, Burger, Button, Group, Menu, NavLink, Stack, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EntriesDrawer } from '../entries/entries-drawer';
import { setLanguage, useLanguage } from '../i18n/i18n';
import { LiveProvider } from '../live/live-context';
import { type Person, signOut } from '../session/session';
import { FilterBar } from './filter-bar';
import { LiveChip } from './live-chip';
import { pagesFor } from './navigation';

/** Frame of every page of a signed-in person. */
export function Shell({ person }: { person: Person }) {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const bare = { header: { background: 'var(--card)', borderColor: 'var(--line)' }, navbar: { background: 'var(--card)', borderColor: 'var(--line)' } };
  return (
    <LiveProvider>
      <AppShell header={{ height: 56 }} navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }} padding={{ base: 'sm', md: 'lg' }} styles={bare}>
        <a className="skip" href="#main">
          {t('shell.skip')}
        </a>
        <AppShell.Header className="no-print">
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t('shell.menu')} />
              <img src="/icon.svg" alt="" width={30} height={30} />
              <Text fw={650}>{t('shell.app')}</Text>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <LiveChip />
              <FilterBar />
              <LanguageSwitch />
              <ThemeSwitch />
              <Account person={person} />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm" component="nav" aria-label={t('shell.menu')} className="no-print">
          <Navigation person={person} close={close} />
        </AppShell.Navbar>
        <AppShell.Main id="main">
          <Outlet />
        </AppShell.Main>
        <EntriesDrawer />
      </AppShell>
    </LiveProvider>
  );
}

function Navigation({ person, close }: { person: Person; close: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <Stack gap={2}>
      {pagesFor(person).map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          renderRoot={(props) => <Link to={to} search={(before) => ({ ...before, ecritures: undefined })} {...props} aria-current={path === to ? 'page' : undefined} />}
          active={path === to}
          label={t(`nav.${label}`)}
          leftSection={<Icon size={18} stroke={1.7} />}
          style={{ borderRadius: 8 }}
          onClick={close}
        />
      ))}
    </Stack>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation();
  const other = useLanguage() === 'fr' ? 'en' : 'fr';
  return (
    <Button size="compact-md" variant="subtle" lang={other} aria-label={t('shell.language')} onClick={() => void setLanguage(other)}>
      {other.toUpperCase()}
    </Button>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <ActionIcon variant="default" size="lg" aria-label={t('shell.theme')} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

function Account({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t('shell.account', { name: person.name })}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.name}
          <br />
          {person.roles.map((role) => t(`role.${role}`)).join(', ')}
        </Menu.Label>
        <Menu.Item onClick={signOut}>{t('shell.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
