import IconWifiOff from '@tabler/icons-react/dist/esm/icons/IconWifiOff.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, formatTime } from '../../money/format';
import { useConnection } from './offline';

/** Says that what is read was kept, and when. */
export function OfflineBanner() {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { online, since } = useConnection();
  if (online) return null;
  return (
    <div className="banner" role="status" data-testid="offline">
      <span>
        <IconWifiOff size={16} aria-hidden style={{ verticalAlign: '-3px', marginRight: 8 }} />
        {since
          ? t('offline.banner', {
              day: formatDay(since.slice(0, 10), language),
              time: formatTime(since, language).slice(0, 5),
            })
          : t('offline.bannerNow')}
      </span>
    </div>
  );
}
