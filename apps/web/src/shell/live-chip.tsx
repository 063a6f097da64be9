import { Button, Group, Text } from '@mantine/core';
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
  const words = t(`live.${state}`, { time });
  return (
    <Group gap={6} wrap="nowrap" data-testid="live-chip" data-state={state}>
      <span className="dot" data-state={state} title={words} aria-hidden />
      <Text
        component="span"
        size="xs"
        className="muted"
        role="status"
        {...(state !== 'offline' && { visibleFrom: 'sm' })}
      >
        {words}
      </Text>
      {state === 'offline' && (
        <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
          {t('live.reload')}
        </Button>
      )}
    </Group>
  );
}
