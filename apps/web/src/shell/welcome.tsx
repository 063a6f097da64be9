import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { signIn } from '../session/session';
import { LanguageSwitch } from './language-switch';
import { ThemeSwitch } from './theme-switch';

/** What somebody who isn't signed in sees. */
export function Welcome() {
  const { t } = useTranslation();
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack className="card" p="xl" maw={480} w="100%" gap="md">
        <Group justify="space-between">
          <img src="/icon.svg" alt="" width={48} height={48} />
          <Group gap="xs">
            <LanguageSwitch signedIn={false} />
            <ThemeSwitch />
          </Group>
        </Group>
        <Title order={1}>{t('welcome.title')}</Title>
        <Text className="muted">{t('welcome.text')}</Text>
        <Group>
          <Button size="md" onClick={signIn}>
            {t('welcome.signIn')}
          </Button>
          <Button size="md" variant="default" component="a" href="/public">
            {t('welcome.public')}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
