import { Group, Title } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { type Amount, formatAmount, formatMonth, minorOf } from '../../money/format';
import { useFilters } from '../../shell/filters';
import type { CurrencyCash, Direction } from './use-forecast';

const colors: Record<Direction | 'closing', string> = {
  IN: 'var(--neutral)',
  OUT: 'var(--cooperation)',
  closing: 'var(--ok)',
};
const words = { IN: 'in', OUT: 'out' } as const;

const size = (minor: bigint) => (minor < 0n ? -minor : minor);
const largest = (amounts: readonly Amount[]) =>
  amounts.map(({ amount }) => size(minorOf(amount))).reduce((most, one) => (one > most ? one : most), 1n);
const share = (minor: bigint, top: bigint) => Number((size(minor) * 1000n) / top) / 10;

/** What comes in, what goes out, and under it what is held at the end of each month, both on a scale of their own. */
export function CashChart({ cash }: { cash: CurrencyCash }) {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  const flowTop = largest(cash.months.flatMap((month) => [month.in, month.out]));
  const heldTop = largest(cash.months.map(({ closing }) => closing));
  return (
    <section className="card padded" aria-labelledby="cash-chart">
      <Group justify="space-between" mb={12} gap="xs">
        <Title order={2} id="cash-chart">
          {t('chart')}
        </Title>
        <Group gap="md">
          {(['IN', 'OUT', 'closing'] as const).map((name) => (
            <span key={name} className="tag">
              <i style={{ background: colors[name] }} />
              {t(name === 'closing' ? 'closing' : words[name])}
            </span>
          ))}
        </Group>
      </Group>
      <div className="cash-chart">
        {cash.months.map((month) => {
          const named = formatMonth(month.month, language, 'long');
          return (
            <div key={month.month} className="cash-month">
              <div className="cash-flows">
                <Bar month={month.month} name={named} direction="IN" value={month.in} top={flowTop} />
                <Bar month={month.month} name={named} direction="OUT" value={month.out} top={flowTop} />
              </div>
              <div className="cash-held" title={`${named} : ${formatAmount(month.closing, language)}`}>
                <i
                  data-negative={minorOf(month.closing.amount) < 0n || undefined}
                  style={{ '--share': `${share(minorOf(month.closing.amount), heldTop)}%` } as CSSProperties}
                />
              </div>
              <span className="muted cash-name">{formatMonth(month.month, language, 'short')}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

interface BarProps {
  month: string;
  name: string;
  direction: Direction;
  value: Amount;
  top: bigint;
}

function Bar({ month, name, direction, value, top }: BarProps) {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  const [, change] = useFilters();
  const minor = minorOf(value.amount);
  const text = t('bar', { month: name, what: t(words[direction]), amount: formatAmount(value, language) });
  const bar = (
    <i
      style={
        {
          '--share': `${minor === 0n ? 0 : Math.max(1.5, share(minor, top))}%`,
          background: colors[direction],
        } as CSSProperties
      }
    />
  );
  if (minor === 0n) return <span className="cash-bar" title={text} children={bar} />;
  return (
    <button
      type="button"
      className="cash-bar"
      title={text}
      aria-label={text}
      onClick={() => change({ detail: `${month}.${direction}` })}
    >
      {bar}
    </button>
  );
}
