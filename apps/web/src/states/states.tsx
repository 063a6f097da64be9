import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';

const SKELETON_AFTER_MS = 150;

/** Shows a block in the shape of its content while it loads, a sentence and a way on when it fails. */
export function Loaded<T>({ query, skeleton, children }: { query: UseQueryResult<T>; skeleton: ReactNode; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Late>{skeleton}</Late>;
  return (
    <Stack className="card" p="md" role="alert" gap="xs">
      <Text fw={600}>{t(query.error instanceof Problem && query.error.status === 403 ? 'state.forbidden' : 'state.failed')}</Text>
      <Text size="sm" className="muted">
        {query.error.message}
      </Text>
      <Group>
        <Button variant="default" size="xs" onClick={() => void query.refetch()}>
          {t('state.retry')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Nothing for a moment: what comes at once needs no skeleton. */
function Late({ children }: { children: ReactNode }) {
  const [late] = useDebouncedValue(true, SKELETON_AFTER_MS, { leading: false });
  return late ? children : null;
}

export function Empty({ children }: { children: ReactNode }) {
  return (
    <Text className="muted" py="lg" ta="center">
      {children}
    </Text>
  );
}

export function BlockSkeleton({ height }: { height: number }) {
  return <Skeleton h={height} radius={10} />;
}
