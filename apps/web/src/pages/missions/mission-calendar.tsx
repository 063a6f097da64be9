import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort, formatMonth } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import type { Mission } from './missions-api';

const MONTHS = 12;

/** The twelve months up to the business day's, each with the missions that fall in it. */
export function MissionCalendar({ missions }: { missions: readonly Mission[] }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const day = useBusinessDay();
  if (!day || missions.length === 0) return null;
  return (
    <ol className="card padded mission-calendar" aria-label={t('title')}>
      {monthsUntil(day).map((month) => (
        <li key={month}>
          <span className="muted">{formatMonth(month, language, 'short')}</span>
          {missions
            .filter(({ from, to }) => from.slice(0, 7) <= month && month <= to.slice(0, 7))
            .map(({ code, place, from, to }) => (
              <Link
                key={code}
                to="/missions/$mission"
                params={{ mission: code }}
                title={t('range', { from: formatDayShort(from, language), to: formatDayShort(to, language) })}
              >
                {place}
              </Link>
            ))}
        </li>
      ))}
    </ol>
  );
}

function monthsUntil(day: string): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = year * 12 + month - 1 - (MONTHS - 1 - back);
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
