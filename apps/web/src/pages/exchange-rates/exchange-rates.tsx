import './words';
import '../../styles/forms.css';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort, percentDigits } from '../../money/format';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { mayOpen } from '../page';
import { DecideCorrection } from './decide-correction';
import { type ExchangeRate, useExchangeRates, useRateActs } from './exchange-rates-api';
import { RateForm } from './rate-form';
import { RateHistory } from './rate-history';

/** At what rates foreign money is valued, who entered them, and what was ever corrected. */
export function ExchangeRates() {
  const { t } = useTranslation('exchangeRates');
  const { data: person } = useSession();
  const [form, setForm] = useState<{ known?: ExchangeRate }>();
  const rates = useExchangeRates();
  const acts = useRateActs();
  const because = mayOpen(person, ['finance-officer', 'finance-controller']) ? undefined : t('officerOnly');
  const columns = useColumns(because, (known) => setForm({ known }));
  return (
    <section className="card padded" aria-labelledby="exchange-rates" data-testid="exchange-rates">
      <Group justify="space-between" align="start" mb="sm">
        <div style={{ minWidth: 0 }}>
          <Title order={2} id="exchange-rates">
            {t('title')}
          </Title>
          <Text size="sm" className="muted">
            {t('subtitle')}
          </Text>
        </div>
        <ActButton variant="default" because={because} onClick={() => setForm({})}>
          {t('add')}
        </ActButton>
      </Group>
      <Loaded query={rates} skeleton={<BlockSkeleton height={160} />}>
        {({ pages }) => (
          <DataTable
            label={t('list')}
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ currency, day }) => `${currency} ${day}`}
            empty={t('empty')}
            testid="rates"
          />
        )}
      </Loaded>
      <More list={rates} />
      <Stack gap="xs" mt="md">
        <Title order={3} fz="0.9375rem">
          {t('history.title')}
        </Title>
        <Loaded query={acts} skeleton={<BlockSkeleton height={120} />}>
          {({ pages }) => <RateHistory acts={pages.flatMap(({ items }) => items)} />}
        </Loaded>
        <More list={acts} />
      </Stack>
      {form && <RateForm {...form} close={() => setForm(undefined)} />}
    </section>
  );
}

function useColumns(because: string | undefined, correct: (rate: ExchangeRate) => void): Column<ExchangeRate>[] {
  const { t } = useTranslation('exchangeRates');
  const language = useLanguage();
  const day = ({ day: since }: ExchangeRate) => formatDayShort(since, language);
  const act = (rate: ExchangeRate) => (
    <ActButton
      size="compact-sm"
      variant="subtle"
      because={because}
      aria-label={t('correctNamed', { currency: rate.currency, day: day(rate) })}
      onClick={() => correct(rate)}
    >
      {t('correct')}
    </ActButton>
  );
  return [
    {
      id: 'currency',
      header: t('currency'),
      accessorFn: ({ currency }) => currency,
      cell: ({ row: { original } }) => (
        <>
          {original.currency}
          <Box hiddenFrom="sm" fz="xs" className="muted">
            {t('since', { day: day(original) })} · {original.source}
          </Box>
          {original.correction && (
            <Box hiddenFrom="sm" mt={4}>
              <DecideCorrection rate={original} correction={original.correction} />
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'day',
      header: t('day'),
      accessorFn: ({ day: since }) => since,
      cell: ({ row: { original } }) => <span className="num">{day(original)}</span>,
      meta: { wide: true },
    },
    {
      id: 'rate',
      header: t('rate'),
      enableSorting: false,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (
        <>
          <span className="num">{percentDigits(original.rate, language)}</span>
          {!original.correction && <Box hiddenFrom="sm">{act(original)}</Box>}
        </>
      ),
    },
    { id: 'source', header: t('source'), accessorFn: ({ source }) => source, meta: { wide: true } },
    {
      id: 'correction',
      header: t('correction'),
      enableSorting: false,
      meta: { wide: true },
      cell: ({ row: { original } }) =>
        original.correction ? <DecideCorrection rate={original} correction={original.correction} /> : act(original),
    },
  ];
}

interface MoreProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

function More({ list: { hasNextPage, isFetchingNextPage, fetchNextPage } }: MoreProps) {
  const { t } = useTranslation('exchangeRates');
  if (!hasNextPage) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      mt="xs"
      style={{ alignSelf: 'start' }}
      loading={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      {t('more')}
    </Button>
  );
}
