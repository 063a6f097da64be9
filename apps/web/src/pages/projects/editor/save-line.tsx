import { Button, Group, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCloudCheck from '@tabler/icons-react/dist/esm/icons/IconCloudCheck.mjs';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../../../acts/problem-words';
import { useLanguage } from '../../../i18n/i18n';
import { formatTime } from '../../../money/format';
import { useSession } from '../../../session/session';
import { usePersonName } from '../person-name';
import type { Draft } from './use-draft';

/** Says whether what was written is kept, and asks when somebody else wrote meanwhile. */
export function SaveLine({ draft }: { draft: Draft }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const words = useProblemWords();
  const { state } = draft;
  const { data: person } = useSession();
  const nameOf = usePersonName();
  if (state.kind === 'conflict') {
    const others = state.by.filter((id) => id !== person?.id).map(nameOf);
    return (
      <div className="banner" role="alert" data-testid="save-conflict">
        {others.length > 0 ? t('editor.conflict', { names: others.join(' ; ') }) : t('editor.conflictOwn')}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => draft.takeTheirs()}>
            {t('editor.reload')}
          </Button>
          <Button size="xs" onClick={() => draft.keepMine()}>
            {t('editor.keep')}
          </Button>
        </Group>
      </div>
    );
  }
  if (state.kind === 'refused') {
    const { title, text } = words(state.problem);
    return (
      <div className="banner" role="alert" data-testid="save-refused">
        <Group gap="xs" wrap="nowrap">
          <IconAlertTriangle size={18} aria-hidden />
          <Text size="sm">{t('editor.refused', { reason: text ?? title })}</Text>
        </Group>
      </div>
    );
  }
  const said = {
    clean: '',
    unsaved: t('editor.unsaved'),
    saving: t('editor.saving'),
    saved: state.kind === 'saved' ? t('editor.saved', { time: formatTime(state.at, language) }) : '',
  }[state.kind];
  return (
    <Text size="sm" className="muted save-line" role="status" data-testid="save-line" data-state={state.kind}>
      {state.kind === 'saved' && <IconCloudCheck size={16} aria-hidden />}
      {said}
    </Text>
  );
}
