import { NavLink, Stack } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Person } from '../session/session';
import { menuOf } from '../pages/pages';

export function NavigationLinks({ person, close }: { person: Person; close: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <Stack gap={2}>
      {menuOf(person).map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          renderRoot={(props) => (
            <Link
              to={to}
              search={({ periode, instrument }) => ({ periode, instrument })}
              {...props}
              aria-current={path === to ? 'page' : undefined}
            />
          )}
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
