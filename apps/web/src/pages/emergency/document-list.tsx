import { Anchor, Text } from '@mantine/core';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import type { CaseSheet } from './api';

export function DocumentList({ documents }: { documents: CaseSheet['documents'] }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  if (documents.length === 0)
    return (
      <Text size="sm" className="muted">
        {t('proposal.noDocuments')}
      </Text>
    );
  return (
    <ul className="emergency-lines" data-testid="documents">
      {documents.map(({ document, kind, name, by, on, content }) => (
        <li key={document}>
          <Anchor href={content} download={name} style={{ overflowWrap: 'anywhere' }}>
            <IconPaperclip size={15} aria-hidden style={{ verticalAlign: '-2px', marginRight: 6 }} />
            {name}
          </Anchor>
          <span className="muted">{t(`document.${kind}`)}</span>
          <Text size="xs" className="muted wide">
            {t('proposal.by', { name: by, day: formatDay(on, language) })}
          </Text>
        </li>
      ))}
    </ul>
  );
}
