import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { useAct } from '../../../acts/use-act';
import { type Line, reconciliationKey, treasury } from '../treasury';

/** Puts a line aside: why, and for whom. */
export function HoldDialog({ line, opened, close }: { line: Line; opened: boolean; close: () => void }) {
  const { t } = useTranslation('reconciliation');
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('hold.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened && <HoldForm line={line} close={close} />}
    </Modal>
  );
}

function HoldForm({ line, close }: { line: Line; close: () => void }) {
  const { t } = useTranslation('reconciliation');
  const [reason, setReason] = useState(line.hold?.reason ?? '');
  const [assignee, setAssignee] = useState(line.hold?.assignee ?? '');
  const [missing, setMissing] = useState(false);
  const hold = useAct({
    send: (body: { reason: string; assignee: string | null }, headers) =>
      answered(
        treasury.PUT('/api/treasury/entries/{id}/hold', {
          params: { path: { id: line.id } },
          body,
          headers: { ...headers },
        }),
      ),
    refresh: [reconciliationKey],
    done: () => {
      close();
      return { title: t('hold.done') };
    },
  });
  const submit = () => {
    if (reason.trim() === '') return setMissing(true);
    hold.mutate({ reason: reason.trim(), assignee: assignee.trim() || null });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <Textarea
          label={t('hold.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={missing && reason.trim() === '' && t('hold.reasonMissing')}
          maxLength={500}
          autosize
          minRows={2}
          withAsterisk
          data-autofocus
        />
        <TextInput
          label={t('hold.assignee')}
          value={assignee}
          onChange={(event) => setAssignee(event.currentTarget.value)}
          maxLength={100}
        />
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={hold.isPending}>
            {t('hold.act')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
