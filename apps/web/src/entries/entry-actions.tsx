import { Button, CopyButton, Group, Text } from '@mantine/core';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { download } from './csv';
import { entriesCsv } from './entries';

/** A link to what is shown, and all of it as a file. */
export function EntryActions({ filter }: { filter: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [state, setState] = useState<'ready' | 'exporting' | 'failed'>('ready');
  const exportCsv = async () => {
    setState('exporting');
    try {
      download(await entriesCsv(filter, language), t('entries.file'));
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <Group justify="end" className="no-print">
      {state === 'failed' && (
        <Text size="sm" role="alert">
          {t('entries.exportFailed')}
        </Text>
      )}
      <CopyButton value={location.href}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>
            {copied ? t('entries.copied') : t('entries.copy')}
          </Button>
        )}
      </CopyButton>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        loading={state === 'exporting'}
        onClick={() => void exportCsv()}
      >
        {t('entries.export')}
      </Button>
    </Group>
  );
}
