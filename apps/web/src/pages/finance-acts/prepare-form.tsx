import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';

interface Props {
  act: string;
  /** Why it can't be sent yet. */
  because?: string | undefined;
  pending: boolean;
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

/** Frame of the forms that prepare something another person decides on. */
export function PrepareForm({ act, because, pending, submit, close, children }: Props) {
  const { t } = useTranslation('financeActs');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!because) submit();
      }}
    >
      <Stack gap="sm">
        {children}
        <Text size="xs" className="muted">
          {t('anotherConfirms')}
        </Text>
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <ActButton type="submit" because={because} loading={pending}>
            {act}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}
