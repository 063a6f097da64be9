import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { euros, formatMonth, minorOf } from '../../money/format';
import { ListButton } from './list-button';
import { BEYOND, type CurrencyCash, type Forecast, LATE } from './use-forecast';

/** What is held, what is late, where it is lowest, and what has no date. */
export function CashSummary({ cash, forecast }: { cash: CurrencyCash; forecast: Forecast }) {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  const lowest = [...cash.months].sort((a, b) => (minorOf(a.closing.amount) < minorOf(b.closing.amount) ? -1 : 1))[0];
  const undated = minorOf(forecast.committed.value.amount) - planned(forecast);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
      <Block title={t('opening')} hint={t('openingHint')}>
        <Figure value={cash.opening.value} entries={cash.opening.entries} />
      </Block>
      <Block
        title={t('late')}
        hint={
          <>
            {t('lateOut')} <ListButton value={cash.lateOut} cell={`${LATE}.OUT`} name={t('lateOut')} />
          </>
        }
      >
        <ListButton value={cash.lateIn} cell={`${LATE}.IN`} name={t('late')} />
      </Block>
      {lowest && (
        <Block title={t('lowest')} hint={t('atEndOf', { month: formatMonth(lowest.month, language, 'long') })}>
          <Figure value={lowest.closing} />
        </Block>
      )}
      {cash.currency === 'EUR' ? (
        <Block
          title={t('undated')}
          hint={
            <>
              {t('undatedHint')} <Figure {...forecast.committed} />
            </>
          }
        >
          <Figure value={euros(undated > 0n ? undated : 0n)} />
        </Block>
      ) : (
        <Block title={t('beyond')} hint={t('beyondHint')}>
          <ListButton value={cash.beyondIn} cell={`${BEYOND}.IN`} name={t('beyond')} />
        </Block>
      )}
    </SimpleGrid>
  );
}

/** Tranches that are planned, requested or certified: what of the commitments has a day or will soon. */
function planned({ items }: Forecast): bigint {
  return items
    .filter(({ kind, state }) => kind === 'TRANCHE' && state !== 'APPROVED')
    .reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n);
}

function Block({ title, hint, children }: { title: string; hint: ReactNode; children: ReactNode }) {
  return (
    <div className="card padded">
      <Text size="sm" className="muted">
        {title}
      </Text>
      <Text component="div" fw={650} fz={22}>
        {children}
      </Text>
      <Text component="div" size="xs" className="muted">
        {hint}
      </Text>
    </div>
  );
}
