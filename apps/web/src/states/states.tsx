import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';

const SKELETON_AFTER_MS = 150;

type Loading<T> = Pick<UseQueryResult<T>, 'data' | 'isError' | 'error' | 'refetch'>;

/** Shows a block in the shape of its content while it loads, a sentence and a way on when it fails. */
export function Loaded<T>({
  query,
  skeleton,
  children,
}: {
  query: Loading<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Late>{skeleton}</Late>;
  return <Failure error={query.error} retry={() => void query.refetch()} />;
}

/** What failed, what still works, and how to go on. */
export function Failure({ error, retry }: { error: Error | null; retry: () => void }) {
  const { t } = useTranslation();
  const refused = error instanceof Problem && error.status === 403;
  const quoted = error instanceof Problem ? error.errorId : undefined;
  return (
    <Stack className="card padded" role="alert" gap="xs">
      <Text fw={600}>{t(refused ? 'state.forbidden' : 'state.failed')}</Text>
      {error && !refused && (
        <Text size="sm" className="muted">
          {error.message}
          {quoted && ` · ${t('state.errorId', { id: quoted })}`}
        </Text>
      )}
      {!refused && (
        <Group>
          <Button variant="default" size="xs" onClick={retry}>
            {t('state.retry')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Keeps the room at once and shows it after a moment: what comes soon needs no skeleton. */
function Late({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div style={{ visibility: late ? 'visible' : 'hidden' }} aria-hidden>
      {children}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return (
    <Text className="muted" py="lg" ta="center" role="status">
      {children}
    </Text>
  );
}

export function BlockSkeleton({ height }: { height: number }) {
  return <Skeleton h={height} radius={10} />;
}
