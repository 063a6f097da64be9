import { Group, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { euros, formatAmount, formatDay, formatMonth, minorOf } from '../../money/format';
import { useOpenEntries } from '../../shell/filters';
import type { Schemas } from './api';
import { type InterestMonth, interestMonths } from './interest-months';

interface Props {
  history: Schemas['HistoryDto'];
  projection: Schemas['ProjectionDto'];
}

/** Interest of the fund by month: a year of what the bank has credited, a year of what it should credit. */
export function InterestChart({ history, projection }: Props) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const title = useId();
  const coming = projection.coming.filter(({ amount }) => minorOf(amount.amount) !== 0n);
  const months = interestMonths(history, coming);
  const top = months.reduce((most, { credited, coming: due }) => max(most, max(size(credited), size(due))), 1n);
  return (
    <section className="card padded" aria-labelledby={title} data-testid="interest-months">
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} id={title}>
          {t('months.title')}
        </Title>
        <Group gap="md" aria-hidden>
          {(['credited', 'coming'] as const).map((kind) => (
            <span key={kind} className={`emergency-key ${kind}`}>
              {t(`months.${kind}`)}
            </span>
          ))}
        </Group>
      </Group>
      <ol className="emergency-bars">
        {months.map((month) => (
          <Bar key={month.month} of={month} top={top} />
        ))}
      </ol>
      <Text fw={600} size="sm" mt="sm">
        {t('months.next')}
      </Text>
      {coming.length === 0 && <p className="muted emergency-note">{t('months.none')}</p>}
      <ul className="emergency-lines">
        {coming.map(({ placement, from, to, on, amount }) => (
          <li key={placement + to}>
            <span>
              {formatDay(on, language)} <span className="muted">{placement}</span>
            </span>
            <Figure value={amount} />
            <Text size="sm" className="muted wide">
              {t('months.pays', { from: formatDay(from, language), to: formatDay(to, language) })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bar({ of: { month, credited, entries, coming }, top }: { of: InterestMonth; top: bigint }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const open = useOpenEntries();
  const name = formatMonth(month, language, 'long');
  const words = [
    ...(credited !== 0n
      ? [t('months.creditedIn', { month: name, amount: formatAmount(euros(credited), language) })]
      : []),
    ...(coming !== 0n ? [t('months.comingIn', { month: name, amount: formatAmount(euros(coming), language) })] : []),
  ].join(' ');
  const bars = (
    <>
      {coming !== 0n && <span className="coming" style={{ height: heightOf(coming, top) }} />}
      {credited !== 0n && <span className="credited" style={{ height: heightOf(credited, top) }} />}
    </>
  );
  return (
    <li>
      {entries ? (
        <button type="button" title={words} aria-label={words} onClick={() => open(entries)}>
          {bars}
        </button>
      ) : (
        <div {...(words && { role: 'img', 'aria-label': words, title: words })}>{bars}</div>
      )}
      <span aria-hidden className="muted">
        {formatMonth(month, language, 'short').charAt(0).toUpperCase()}
      </span>
    </li>
  );
}

function heightOf(minor: bigint, top: bigint): string {
  return `${Number((size(minor) * 1_000n) / top) / 10}%`;
}

function size(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
