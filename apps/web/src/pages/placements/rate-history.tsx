import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort } from '../../money/format';
import { StateMark } from '../../states/state-mark';
import { type Column, DataTable } from '../../tables/data-table';
import type { Placement, Rate } from './api';
import { Block } from './block';
import { ProposeRate } from './propose-rate';
import { rateText } from './rate-text';

/** Every rate from its first day on, and the form that proposes the next. */
export function RateHistory({ placement }: { placement: Placement }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns: Column<Rate>[] = [
    {
      id: 'from',
      accessorKey: 'from',
      header: t('rates.from'),
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.from, language)}</span>,
    },
    {
      id: 'rate',
      header: t('rates.rate'),
      accessorFn: ({ rate }) => Number(rate),
      cell: ({ row: { original } }) => <span className="num">{rateText(original, language, t('rates.floor'))}</span>,
    },
    {
      id: 'state',
      accessorKey: 'status',
      header: t('rates.state'),
      cell: ({ row: { original } }) => {
        const isConfirmed = original.status === 'CONFIRMED';
        return (
          <StateMark tone={isConfirmed ? 'done' : 'waiting'} icon={isConfirmed ? IconCheck : IconClock}>
            {t(isConfirmed ? 'rates.confirmed' : 'rates.pending')}
          </StateMark>
        );
      },
    },
  ];
  return (
    <Block title={t('rates.title')} testid="rates">
      <DataTable
        label={t('rates.title')}
        columns={columns}
        rows={placement.rates.toReversed()}
        rowKey={({ id }) => id}
        empty={t('rates.empty')}
        minWidth={420}
      />
      <ProposeRate placement={placement.code} />
    </Block>
  );
}
