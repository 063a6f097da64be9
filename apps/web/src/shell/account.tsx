import { Button, Stack, Text } from '@mantine/core';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { useTranslation } from 'react-i18next';
import { type Person, signOut } from '../session/session';
import { HeaderPopover } from './header-popover';

export function Account({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <HeaderPopover name={t('shell.account', { name: person.name })} icon={<IconUser size={18} />}>
      <Stack gap="sm">
        <div>
          <Text size="sm" fw={600}>
            {person.name}
          </Text>
          <Text size="xs" className="muted">
            {person.roles.map((role) => t(`role.${role}`)).join(', ')}
          </Text>
        </div>
        <Button variant="default" justify="start" leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t('shell.signOut')}
        </Button>
      </Stack>
    </HeaderPopover>
  );
}
