import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatThousands, minorOf } from '../../money/format';
import { useFilters } from '../../shell/filters';

type Month = Schemas['MonthDto'];
const HEIGHT = 120;
const locales = { fr: 'fr-FR', en: 'en-IE' } as const;

/** Received and disbursed, month by month, over the twelve months that end with the period. */
export function MonthsChart({ months }: { months: Month[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const largest = months.flatMap(({ received, disbursed }) => [received, disbursed]).reduce((max, { value }) => (minorOf(value.amount) > max ? minorOf(value.amount) : max), 1n);
  const name = (month: string) => new Intl.DateTimeFormat(locales[language], { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
  return (
    <section className="card" aria-labelledby="months" style={{ padding: 16 }}>
      <Group justify="space-between" mb={8}>
        <Text component="h2" fw={650} id="months">
          {t('months.title')}
        </Text>
        <Group gap="md">
          <span className="tag">
            <i style={{ background: 'var(--neutral)' }} />
            {t('months.received')}
          </span>
          <span className="tag">
            <i style={{ background: 'var(--cooperation)' }} />
            {t('months.disbursed')}
          </span>
        </Group>
      </Group>
      <div className="months">
        {months.map(({ month, received, disbursed }) => (
          <div key={month} className="month">
            <div className="columns" style={{ height: HEIGHT }}>
              <Column sum={received} label={`${name(month)} : ${t('months.received')}`} largest={largest} color="var(--neutral)" />
              <Column sum={disbursed} label={`${name(month)} : ${t('months.disbursed')}`} largest={largest} color="var(--cooperation)" />
            </div>
            <Text size="xs" className="muted" ta="center">
              {name(month)}
            </Text>
          </div>
        ))}
      </div>
    </section>
  );
}

function Column({ sum, label, largest, color }: { sum: Month['received']; label: string; largest: bigint; color: string }) {
  const language = useLanguage();
  const [, change] = useFilters();
  const minor = minorOf(sum.value.amount);
  if (minor <= 0n) return <span className="column" />;
  const text = `${label} ${formatThousands(sum.value, language)}`;
  const height = Math.max(2, Number((minor * BigInt(HEIGHT)) / largest));
  return <button type="button" className="column" title={text} aria-label={text} style={{ height, background: color }} onClick={() => change({ ecritures: sum.entries })} />;
}
