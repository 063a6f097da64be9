import './navigation-links.css';
import { NavLink, Stack } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Person } from '../session/session';
import { menuOf } from '../pages/pages';
import { placeIn } from './menu-place';

export function NavigationLinks({ person, close }: { person: Person; close: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const sections = menuOf(person);
  const place = placeIn(
    sections.flatMap(({ links }) => links.map(({ to }) => to)),
    path,
  );
  return (
    <div className="navigation">
      {sections.map(({ label: section, links }) => (
        <Stack key={section} gap={1}>
          {section && <div className="navigation-section">{t(`sections.${section}`)}</div>}
          {links.map(({ to, label, icon: Icon }) => (
            <NavLink
              key={to}
              className="navigation-link"
              renderRoot={(props) => (
                <Link
                  to={to}
                  search={({ periode, instrument }) => ({ periode, instrument })}
                  {...props}
                  aria-current={path === to ? 'page' : place === to ? 'true' : undefined}
                />
              )}
              active={place === to}
              label={t(`nav.${label}`)}
              leftSection={<Icon size={18} stroke={1.7} />}
              onClick={close}
            />
          ))}
        </Stack>
      ))}
    </div>
  );
}
