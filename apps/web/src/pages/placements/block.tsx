import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  /** A sentence under the title. */
  about?: ReactNode;
  acts?: ReactNode;
  children: ReactNode;
  testid?: string;
}

/** A part of a page: its title, its acts, its content. */
export function Block({ title, about, acts, children, testid }: Props) {
  const id = useId();
  return (
    <section className="card padded" aria-labelledby={id} data-testid={testid}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} id={id}>
            {title}
          </Title>
          {acts && <Group gap="xs">{acts}</Group>}
        </Group>
        {about && (
          <Text size="sm" className="muted">
            {about}
          </Text>
        )}
        {children}
      </Stack>
    </section>
  );
}
