import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { useLive } from '../live/live-context';
import { formatTime } from '../money/format';

/** Says that everything was read afresh, because the connection was away for longer than the platform remembers. */
export function ResetBanner() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { resetAt, dismissReset } = useLive();
  if (!resetAt) return null;
  return (
    <div className="banner no-print" role="status" data-testid="reset-banner">
      {t('live.reset', { time: formatTime(resetAt, language).slice(0, 5) })}
      <CloseButton aria-label={t('entries.close')} onClick={dismissReset} />
    </div>
  );
}
