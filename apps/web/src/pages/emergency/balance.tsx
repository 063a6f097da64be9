import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, minorOf } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import type { Schemas } from './api';
import { entriesOf } from './ledger-links';

/** The first thing that is read: what may be granted now, and what it is made of. */
export function Balance({ availability }: { availability: Schemas['AvailabilityDto'] }) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const day = useBusinessDay();
  const { available, realised, accrued, committed, shortfall, donations } = availability;
  return (
    <section className="card padded emergency-available" aria-labelledby="available">
      <Text className="muted" id="available" component="h2" fz="md" fw={400} m={0}>
        {t('available.title')}
      </Text>
      <div className="emergency-big" data-testid="available">
        <Figure value={available} entries={entriesOf.available} />
      </div>
      {day && (
        <Text className="muted" size="sm">
          {shared('page.asOf', { day: formatDay(day, language) })}
        </Text>
      )}
      <dl className="emergency-split">
        <div>
          <dt>{t('available.credited')}</dt>
          <dd>
            <Figure value={realised} entries={entriesOf.credited} />
          </dd>
        </div>
        {minorOf(shortfall.amount) !== 0n && (
          <div>
            <dt>{t('available.shortfall')}</dt>
            <dd>
              <Figure value={shortfall} entries={entriesOf.shortfall} />
            </dd>
          </div>
        )}
        <div>
          <dt className="muted">{t('available.accrued')}</dt>
          <dd className="estimate">
            <Figure value={accrued} />
          </dd>
        </div>
        {minorOf(committed.amount) !== 0n && (
          <div>
            <dt>{t('available.committed')}</dt>
            <dd>
              <Figure value={committed} entries={entriesOf.committed} />
            </dd>
          </div>
        )}
        {donations
          .filter(({ amount }) => minorOf(amount.amount) !== 0n)
          .map(({ case: aidCase, amount }) => (
            <div key={aidCase}>
              <dt>
                {t('available.donations')} <span className="muted">{aidCase}</span>
              </dt>
              <dd>
                <Figure value={amount} entries={entriesOf.donations(aidCase)} />
              </dd>
            </div>
          ))}
      </dl>
      <p className="muted emergency-note">{t('available.accruedHint')}</p>
    </section>
  );
}
