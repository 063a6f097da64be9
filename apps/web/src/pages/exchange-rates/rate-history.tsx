import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort, formatMoment, percentDigits } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import type { RateAct } from './exchange-rates-api';

/** What was done to the rates: who, when, from what to what, and why; the latest first. */
export function RateHistory({ acts }: { acts: readonly RateAct[] }) {
  const { t } = useTranslation('exchangeRates');
  const language = useLanguage();
  const digits = (text: string) => percentDigits(text, language);
  const columns: Column<RateAct>[] = [
    {
      id: 'at',
      header: t('history.at'),
      accessorFn: ({ at }) => at,
      cell: ({ row: { original } }) => <span className="num">{formatMoment(original.at, language)}</span>,
      meta: { wide: true },
    },
    {
      id: 'which',
      header: t('history.which'),
      accessorFn: ({ currency, day }) => `${currency} ${day}`,
      cell: ({ row: { original } }) => (
        <span className="num">
          {original.currency} · {formatDayShort(original.day, language)}
        </span>
      ),
      meta: { wide: true },
    },
    {
      id: 'what',
      header: t('history.what'),
      accessorFn: ({ act }) => t(`history.act.${act}`),
      cell: ({ row: { original } }) => (
        <>
          {t(`history.act.${original.act}`)}
          <Box hiddenFrom="sm" className="two-lines">
            <span className="num">
              {original.currency} · {formatDayShort(original.day, language)}
            </span>
            <span className="num">{changeOf(original, digits)}</span>
            {original.reason && <span>{t('because', { reason: original.reason })}</span>}
            <span className="muted">
              {original.byName} · {formatMoment(original.at, language)}
            </span>
          </Box>
        </>
      ),
    },
    {
      id: 'change',
      header: t('history.change'),
      enableSorting: false,
      cell: ({ row: { original } }) => <span className="num">{changeOf(original, digits)}</span>,
      meta: { wide: true },
    },
    { id: 'who', header: t('history.who'), accessorFn: ({ byName }) => byName, meta: { wide: true } },
    {
      id: 'why',
      header: t('history.why'),
      enableSorting: false,
      cell: ({ row: { original } }) => original.reason ?? '—',
      meta: { wide: true },
    },
  ];
  return (
    <DataTable
      label={t('history.title')}
      columns={columns}
      rows={acts}
      rowKey={({ position }) => position}
      empty={t('empty')}
      minWidth={820}
      testid="rate-history"
    />
  );
}

function changeOf({ formerRate, formerSource, rate, source }: RateAct, digits: (rate: string) => string): string {
  const to = `${digits(rate)} (${source})`;
  return formerRate === null ? to : `${digits(formerRate)} (${formerSource}) → ${to}`;
}
