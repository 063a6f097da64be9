import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { signIn } from '../session/session';

/** What somebody who isn't signed in sees. */
export function Welcome() {
  const { t } = useTranslation();
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack className="card" p="xl" maw={460} align="start">
        <img src="/icon.svg" alt="" width={48} height={48} />
        <Title order={1}>{t('welcome.title')}</Title>
        <Text className="muted">{t('welcome.text')}</Text>
        <Button size="md" onClick={signIn}>
          {t('welcome.signIn')}
        </Button>
      </Stack>
    </Center>
  );
}
