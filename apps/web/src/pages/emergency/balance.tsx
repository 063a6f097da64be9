import { Group, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, minorOf } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { useFilters } from '../../shell/filters';
import type { Schemas } from './api';

type Availability = Schemas['AvailabilityDto'];

/** The first thing that is read: what may be granted now, or could be on another day, and what it is made of. */
export function Balance({ availability }: { availability: Availability }) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const today = useBusinessDay();
  const { asOf, available } = availability;
  const day = asOf ?? today;
  return (
    <section className="card padded emergency-available" aria-labelledby="available">
      <Text className="muted" id="available" component="h2" fz="md" fw={400} m={0}>
        {t(asOf ? 'available.titleThen' : 'available.title')}
      </Text>
      <div className="emergency-big" data-testid="available">
        <Figure value={available} entries={available.entries} />
      </div>
      {day && (
        <Text className="muted" size="sm">
          {shared('page.asOf', { day: formatDay(day, language) })}
        </Text>
      )}
      <Parts of={availability} />
      <p className="muted emergency-note">{t('available.accruedHint')}</p>
      <AsOf today={today} />
    </section>
  );
}

/** Each part with its entries; what is nothing is left out, save what everybody looks for. */
function Parts({ of: { realised, accrued, committed, paid, shortfall, donations } }: { of: Availability }) {
  const { t } = useTranslation('emergency');
  const parts = [
    { name: 'credited', amount: realised, always: true },
    { name: 'shortfall', amount: shortfall },
    { name: 'accrued', amount: accrued, always: true },
    { name: 'committed', amount: committed },
    { name: 'paid', amount: paid },
  ] as const;
  return (
    <dl className="emergency-split">
      {parts
        .filter((part) => 'always' in part || minorOf(part.amount.amount) !== 0n)
        .map(({ name, amount }) => (
          <div key={name}>
            <dt className={name === 'accrued' ? 'muted' : ''}>{t(`available.${name}`)}</dt>
            <dd className={name === 'accrued' ? 'estimate' : ''}>
              <Figure value={amount} entries={amount.entries} />
            </dd>
          </div>
        ))}
      {donations
        .filter(({ amount }) => minorOf(amount.amount) !== 0n)
        .map(({ case: aidCase, amount }) => (
          <div key={aidCase}>
            <dt>
              {t('available.donations')} <span className="muted">{aidCase}</span>
            </dt>
            <dd>
              <Figure value={amount} entries={amount.entries} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** Another day to look at, in the address. The browser's own field: this page is read first, on slow phones. */
function AsOf({ today }: { today: string | undefined }) {
  const { t } = useTranslation('emergency');
  const [{ au }, change] = useFilters();
  return (
    <Group align="end" gap="xs" mt="sm">
      <TextInput
        type="date"
        size="xs"
        label={t('available.asOf')}
        value={au ?? ''}
        max={today}
        onChange={(event) => change({ au: event.currentTarget.value || undefined })}
      />
    </Group>
  );
}
