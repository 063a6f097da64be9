import { Group, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { useLive } from '../live/live-context';
import { formatTime } from '../money/format';

/** Whether what is on screen follows the platform: a word, never only a colour. */
export function LiveChip() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, since } = useLive();
  const time = since ? formatTime(since, language).slice(0, 5) : '';
  return (
    <Group gap={6} wrap="nowrap" role="status" data-testid="live-chip">
      <span className="dot" data-state={state} aria-hidden />
      <Text size="xs" className="muted" visibleFrom={state === 'offline' ? undefined : 'sm'}>
        {t(`live.${state}`, { time })}
      </Text>
      {state === 'offline' && (
        <UnstyledButton onClick={() => location.reload()}>
          <Text size="xs" td="underline">
            {t('live.reload')}
          </Text>
        </UnstyledButton>
      )}
    </Group>
  );
}
