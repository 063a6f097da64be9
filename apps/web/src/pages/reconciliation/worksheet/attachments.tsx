import { ActionIcon, Anchor, Button, FileButton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered, upload } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import { type Attachment, type Line, reconciliationKey, treasury } from '../treasury';

const accepted = 'application/pdf,image/png,image/jpeg,.csv,.docx,.xlsx,.odt,.ods';

/** Papers kept with a line: a payer's letter, an invoice of the bank. */
export function Attachments({ line, readOnly }: { line: Line; readOnly: boolean }) {
  const { t } = useTranslation('reconciliation');
  const { data: attachments = [] } = useAttachments(line);
  const forget = useRef<() => void>(null);
  const add = useAct({
    // What tells one file from another is in the request: it gives it its key.
    send: ({ file }: { file: File; name: string; size: number; changed: number }, headers) =>
      upload<Attachment>(`/api/treasury/entries/${line.id}/attachments`, file, {}, { ...headers }),
    refresh: [reconciliationKey],
    done: ({ name }) => ({ title: t('attachments.added', { name }) }),
  });
  if (readOnly && attachments.length === 0) return null;
  return (
    <section aria-label={t('attachments.title')} data-testid="attachments">
      <ul className="line-details">
        {attachments.map((attachment) => (
          <Paper key={attachment.id} attachment={attachment} readOnly={readOnly} />
        ))}
      </ul>
      {!readOnly && (
        <FileButton
          onChange={(file) => {
            if (file) add.mutate({ file, name: file.name, size: file.size, changed: file.lastModified });
            // The same file may be chosen again once it was withdrawn.
            forget.current?.();
          }}
          resetRef={forget}
          accept={accepted}
          inputProps={{ 'aria-label': t('attachments.add') }}
        >
          {(props) => (
            <Button
              {...props}
              variant="subtle"
              size="compact-sm"
              loading={add.isPending}
              leftSection={<IconPaperclip size={16} />}
            >
              {t('attachments.add')}
            </Button>
          )}
        </FileButton>
      )}
    </section>
  );
}

function useAttachments({ id, attachments }: Line) {
  return useQuery({
    queryKey: [...reconciliationKey, 'attachments', id],
    queryFn: async () =>
      (await answered(treasury.GET('/api/treasury/entries/{entry}/attachments', { params: { path: { entry: id } } })))
        .items,
    enabled: attachments > 0,
    placeholderData: undefined,
  });
}

function Paper({ attachment, readOnly }: { attachment: Attachment; readOnly: boolean }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { id, entry, name, addedBy, addedAt } = attachment;
  const withdraw = useAct({
    send: (path: { entry: string; id: string }, headers) =>
      answered(
        treasury.DELETE('/api/treasury/entries/{entry}/attachments/{id}', {
          params: { path },
          headers: { ...headers },
        }),
      ),
    refresh: [reconciliationKey],
    done: () => ({ title: t('attachments.withdrawn', { name }) }),
  });
  return (
    <li data-testid="attachment">
      <span style={{ minWidth: 0 }}>
        <Anchor href={`/api/treasury/entries/${entry}/attachments/${id}`} download={name} className="wrap">
          {name}
        </Anchor>
        <Text size="sm" className="muted">
          {t('attachments.by', { name: addedBy, day: formatDay(addedAt.slice(0, 10), language) })}
        </Text>
      </span>
      {!readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t('attachments.withdraw', { name })}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ entry, id })}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
