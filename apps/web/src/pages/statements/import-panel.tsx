import '@mantine/core/styles/Progress.css';
import '../../styles/forms.css';
import { ActionIcon, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import IconFileUpload from '@tabler/icons-react/dist/esm/icons/IconFileUpload.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useDropzone } from 'react-dropzone';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ColumnMapping } from './column-mapping';
import { FileResult } from './file-result';
import { FileState } from './file-state';
import { obstacleOf, type QueuedFile } from './import-queue';
import { PreviewStatement } from './preview-statement';
import { ProblemNote } from './problem-note';
import type { Account } from './treasury';
import { type ImportDesk, useImport } from './use-import';

/** Drop files, look at what they say, then store them. */
export function ImportPanel({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation('statements');
  const desk = useImport();
  const { files, ready } = desk;
  const done = files.filter(({ state }) => state === 'IMPORTED').length;
  const running = files.some(({ state }) => state === 'IMPORTING');
  return (
    <Stack gap="sm">
      <Title order={2} className="visually-hidden">
        {t('import.title')}
      </Title>
      <DropArea add={desk.add} />
      {files.length > 0 && (
        <section aria-label={t('import.queue')}>
          <Stack gap="sm">
            {files.length > 1 && (
              <Group justify="space-between" gap="sm">
                <div className="statement-progress">
                  <Text size="sm" aria-live="polite">
                    {t('import.progress', { done, count: files.length })}
                  </Text>
                  <Progress value={(100 * done) / files.length} aria-label={t('import.queue')} />
                </div>
                <Group gap="xs">
                  {done > 0 && (
                    <Button variant="default" onClick={desk.clear}>
                      {t('import.clear')}
                    </Button>
                  )}
                  {ready.length > 1 && (
                    <Button loading={running} onClick={() => desk.store(ready)}>
                      {t('import.actAll', { count: ready.length })}
                    </Button>
                  )}
                </Group>
              </Group>
            )}
            {files.map((item) => (
              <FileCard key={item.id} item={item} accounts={accounts} desk={desk} />
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}

function DropArea({ add }: { add: (files: File[]) => void }) {
  const { t } = useTranslation('statements');
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    onDrop: add,
    noClick: true,
    noKeyboard: true,
  });
  return (
    <div {...getRootProps({ className: 'statement-drop' })} data-over={isDragActive || undefined} data-testid="drop">
      <input {...getInputProps({ 'aria-label': t('import.choose') })} />
      <Group gap="sm" justify="center">
        <IconFileUpload size={26} stroke={1.6} />
        <div className="statement-drop-words">
          <Text size="sm">{t('import.hint')}</Text>
          <Text size="xs" className="muted">
            {t('import.formats')}
          </Text>
        </div>
        <Button variant="default" onClick={open}>
          {t('import.choose')}
        </Button>
      </Group>
    </div>
  );
}

function FileCard({ item, accounts, desk }: { item: QueuedFile; accounts: readonly Account[]; desk: ImportDesk }) {
  const { t } = useTranslation('statements');
  const { file, state, preview, problem } = item;
  const obstacle = obstacleOf(item);
  return (
    <article
      className="card padded statement-file"
      data-testid="file"
      aria-label={file.name}
      aria-busy={state === 'READING'}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
          <Text fw={600} className="statement-file-name">
            {file.name}
            {preview?.format && <span className="muted statement-format"> · {preview.format}</span>}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <FileState item={item} />
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={() => desk.remove(item.id)}
              aria-label={t('import.remove', { name: file.name })}
              disabled={state === 'IMPORTING'}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        </Group>
        {problem && state === 'REFUSED' && <ProblemNote problem={problem} />}
        {preview?.table && state !== 'IMPORTED' && <ColumnMapping item={item} accounts={accounts} desk={desk} />}
        {state === 'IMPORTED' ? (
          <FileResult statements={item.imported ?? []} accounts={accounts} />
        ) : (
          preview?.statements.map((statement, at) => (
            <PreviewStatement key={at} statement={statement} accounts={accounts} />
          ))
        )}
        {state === 'READY' && (
          <Group justify="end">
            <ActButton because={obstacle && t(`import.${obstacle}`)} explain onClick={() => desk.store([item])}>
              {t('import.act')}
            </ActButton>
          </Group>
        )}
      </Stack>
    </article>
  );
}
