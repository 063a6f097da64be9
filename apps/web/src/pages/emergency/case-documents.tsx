import { Button, FileButton, Group, NativeSelect, Text } from '@mantine/core';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { problemOf } from '../../api/client';
import { mayOpen } from '../page';
import { useSession } from '../../session/session';
import { type CaseSheet, REFRESH } from './api';
import { DocumentList } from './document-list';
import { useConnection } from './offline';

const kinds = ['REQUEST', 'ASSESSMENT', 'PHOTO', 'REPORT', 'OTHER'] as const;
const accepted =
  'application/pdf,image/png,image/jpeg,.docx,.xlsx,application/vnd.oasis.opendocument.text,application/vnd.oasis.opendocument.spreadsheet';

/** Files of a case, and one more. */
export function CaseDocuments({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const { online } = useConnection();
  const [kind, setKind] = useState<string>('OTHER');
  const { mutate, isPending } = useAct({
    send: async ({ file }: { file: File; name: string }, headers) => {
      const body = new FormData();
      body.append('kind', kind);
      body.append('file', file, file.name);
      const response = await fetch(`/api/emergency-fund/cases/${sheet.id}/documents`, {
        method: 'POST',
        body,
        headers: { ...headers },
      });
      if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
    },
    refresh: REFRESH,
    done: (_, { name }) => ({ title: t('case.added', { name }) }),
  });
  const adds =
    sheet.stage !== 'CLOSED' &&
    online &&
    person &&
    mayOpen(person, ['committee-presidency', 'secretariat', 'presidency']);
  return (
    <>
      <DocumentList documents={sheet.documents} />
      {adds && (
        <Group align="end" gap="sm" mt="sm">
          <NativeSelect
            label={t('case.documentKind')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
            data={kinds.map((value) => ({ value, label: t(`document.${value}`) }))}
          />
          <FileButton accept={accepted} onChange={(file) => file && mutate({ file, name: file.name })}>
            {(props) => (
              <Button {...props} variant="default" loading={isPending} leftSection={<IconUpload size={16} />}>
                {t('case.addDocument')}
              </Button>
            )}
          </FileButton>
          <Text size="xs" className="muted">
            {t('case.fileHint')}
          </Text>
        </Group>
      )}
    </>
  );
}
