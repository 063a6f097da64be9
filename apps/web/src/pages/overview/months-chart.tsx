import { Group, Title } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import type { Sum } from '../../money/figure';
import { formatAmount, formatMonth, formatThousands, minorOf } from '../../money/format';
import { useOpenEntries } from '../../shell/filters';
import './months-chart.css';

export interface Month {
  month: string;
  received: Sum;
  disbursed: Sum;
}

const series = ['received', 'disbursed'] as const;
type Series = (typeof series)[number];
const colors: Record<Series, string> = { received: 'var(--neutral)', disbursed: 'var(--cooperation)' };
/** Steps of the scale, in cents of the first power of ten. */
const STEPS = [1n, 2n, 3n, 4n, 5n, 6n, 8n, 10n];
const SMALLEST_SCALE = 1_000_000n;

/** The scale ends on a round figure, a little above the largest. */
function topOf(months: readonly Month[]): bigint {
  const largest = months
    .flatMap((month) => series.map((name) => minorOf(month[name].value.amount)))
    .reduce((max, minor) => (minor > max ? minor : max), 0n);
  if (largest <= SMALLEST_SCALE) return SMALLEST_SCALE;
  const power = 10n ** BigInt(String(largest).length - 1);
  return power * (STEPS.find((step) => step * power >= largest) ?? 10n);
}

/** Received and disbursed, month by month, over the twelve months that end with the period. */
export function MonthsChart({ months }: { months: Month[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const top = topOf(months);
  return (
    <section className="card padded" aria-labelledby="months" data-testid="months">
      <Group justify="space-between" mb={12} gap="xs">
        <Title order={2} id="months">
          {t('months.title')}
        </Title>
        <Group gap="md">
          {series.map((name) => (
            <span key={name} className="tag">
              <i style={{ background: colors[name] }} />
              {t(`months.${name}`)}
            </span>
          ))}
        </Group>
      </Group>
      <div className="months">
        <div className="scale" aria-hidden>
          {[top, top / 2n, 0n].map((tick) => (
            <span key={String(tick)} className="num muted">
              {formatThousands(tick, language)}
            </span>
          ))}
        </div>
        {months.map((month) => (
          <div key={month.month} className="month">
            <div className="columns">
              {series.map((name) => (
                <Column key={name} month={month.month} name={name} sum={month[name]} top={top} />
              ))}
            </div>
            <span className="month-name muted">{formatMonth(month.month, language, 'short')}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

interface ColumnProps {
  month: string;
  name: Series;
  sum: Sum;
  top: bigint;
}

function Column({ month, name, sum: { value, entries }, top }: ColumnProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const open = useOpenEntries();
  const minor = minorOf(value.amount);
  const text = `${formatMonth(month, language, 'long')}, ${t(`months.${name}`).toLowerCase()}${colon(language)}${formatAmount(value, language)}`;
  const share = minor > 0n ? Math.max(1.5, Number((minor * 1000n) / top) / 10) : 0;
  const bar = (
    <>
      <i style={{ '--share': `${share}%`, background: colors[name] } as CSSProperties} />
      <span className="num muted column-value">{formatThousands(minor, language)}</span>
    </>
  );
  if (!entries || minor === 0n) return <span className="column" title={text} children={bar} />;
  return (
    <button type="button" className="column" title={text} aria-label={text} onClick={() => open(entries)}>
      {bar}
    </button>
  );
}
