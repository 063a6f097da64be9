import { Anchor, FileButton, Button, Group, Select, Text } from '@mantine/core';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { getJson, upload } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { formatCount, formatDay } from '../../../money/format';
import { useSession } from '../../../session/session';
import { Empty } from '../../../states/states';
import { mayOpen } from '../../page';
import { usePersonName } from '../person-name';
import { keys } from '../projects-api';

const kinds = ['SIGNED_REQUEST', 'REPORT', 'PHOTO', 'OTHER'] as const;
type Kind = (typeof kinds)[number] | 'AGREEMENT' | 'TRANCHE_REQUEST' | 'JUSTIFICATION';

interface Document {
  document: string;
  kind: Kind;
  name: string;
  size: number;
  addedAt: string;
  addedBy: string;
}

const accepted = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods';
const KILOBYTE = 1024;

/** What is attached to the dossier, and the way to attach more. */
export function DocumentsSection({ project }: { project: string }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { data: person } = useSession();
  const nameOf = usePersonName();
  const [kind, setKind] = useState<Kind>('SIGNED_REQUEST');
  const path = `/api/disbursements/projects/${encodeURIComponent(project)}/documents`;
  const { data: documents = [] } = useQuery({
    queryKey: keys.documents(project),
    queryFn: () => getJson<Document[]>(path),
  });
  const attach = useAct({
    send: (file: File, headers) => upload(path, file, { kind }, headers),
    refresh: [keys.documents(project), keys.project(project)],
    done: (_, file) => ({ title: t('documents.added', { name: file.name }) }),
  });
  return (
    <>
      {documents.length === 0 && <Empty>{t('documents.none')}</Empty>}
      <ul className="checklist">
        {documents.map(({ document, name, kind: its, size, addedAt, addedBy }) => (
          <li key={document}>
            <IconPaperclip size={16} aria-hidden />
            <span>
              <Anchor
                href={`${path}/${document}`}
                aria-label={t('documents.download', { name })}
                download={name}
                size="sm"
                underline="always"
              >
                {name}
              </Anchor>{' '}
              <span className="muted">
                {t(`documents.${its}`)} ·{' '}
                {t('documents.size', { size: formatCount(Math.ceil(size / KILOBYTE), language) })} ·{' '}
                {t('documents.addedBy', { name: nameOf(addedBy), day: formatDay(addedAt.slice(0, 10), language) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {person && mayOpen(person, ['city', 'project-officer', 'secretariat']) && (
        <Group align="end" gap="sm" className="no-print">
          <Select
            label={t('documents.kind')}
            value={kind}
            allowDeselect={false}
            data={kinds.map((value) => ({ value, label: t(`documents.${value}`) }))}
            onChange={(next) => setKind((next ?? 'OTHER') as Kind)}
          />
          <FileButton
            accept={accepted}
            onChange={(file) => file && attach.mutate(file)}
            inputProps={{ 'aria-label': t('documents.add') }}
          >
            {(props) => (
              <Button {...props} variant="default" loading={attach.isPending}>
                {t('documents.add')}
              </Button>
            )}
          </FileButton>
          <Text size="xs" className="muted">
            {t('documents.hint')}
          </Text>
        </Group>
      )}
    </>
  );
}
