import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  code: '403' | '404' | '500';
  title: string;
  children: ReactNode;
}

/** A whole page that can't be shown: why, and where to go instead. */
export function SystemPage({ code, title, children }: Props) {
  const { t } = useTranslation();
  return (
    <Stack className="card" p="xl" maw={560} mx="auto" mt={{ base: 'md', md: 48 }} gap="sm">
      <Text className="muted num" fw={600}>
        {code}
      </Text>
      <Title order={1}>{title}</Title>
      <Text className="muted">{children}</Text>
      <Group mt="xs">
        <Button component={Link} to="/">
          {t('state.home')}
        </Button>
      </Group>
    </Stack>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <SystemPage code="404" title={t('state.notFound')}>
      {t('state.notFoundHint')}
    </SystemPage>
  );
}

export function Forbidden() {
  const { t } = useTranslation();
  return (
    <SystemPage code="403" title={t('state.forbiddenTitle')}>
      {t('state.forbidden')}
    </SystemPage>
  );
}
