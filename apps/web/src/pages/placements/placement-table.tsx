import { Anchor } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { type Column, DataTable } from '../../tables/data-table';
import type { Placement, Rate } from './api';
import { Block } from './block';
import { accruedEntries } from './ledger-links';
import { rateText } from './rate-text';
import { byAmount } from '../../money/minor';
import { useMay } from './use-may';

/** What bears interest, at what rate, and what is to come. */
export function PlacementTable({ placements }: { placements: readonly Placement[] }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const today = useBusinessDay() ?? '9999-12-31';
  const columns: Column<Placement>[] = [
    {
      id: 'code',
      accessorKey: 'code',
      header: t('list.name'),
      cell: ({ row: { original } }) => (
        <Anchor component={Link} to="/placements/$placement" params={{ placement: original.code } as never}>
          {original.accountName ?? original.code}
        </Anchor>
      ),
    },
    {
      id: 'rate',
      header: t('list.rate'),
      enableSorting: false,
      cell: ({ row: { original } }) => {
        const rate = inForce(original.rates, today);
        return rate ? <span className="num">{rateText(rate, language, t('rates.floor'))}</span> : t('list.none');
      },
    },
    { id: 'dayCount', accessorKey: 'dayCount', header: t('list.dayCount') },
    {
      id: 'credited',
      header: t('list.credited'),
      accessorFn: ({ capitalisation }) => t(`capitalisation.${capitalisation}`),
    },
    {
      id: 'accrued',
      header: t('list.accrued'),
      meta: { align: 'right' },
      accessorFn: ({ accrued }) => accrued,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.accrued} entries={accruedEntries(original.code)} />,
    },
    {
      id: 'next',
      header: t('list.next'),
      meta: { align: 'right' },
      accessorFn: ({ expected }) => expected?.dueOn ?? '',
      cell: ({ row: { original } }) =>
        original.expected ? (
          <span>
            <Figure value={original.expected.amount} />{' '}
            <span className="muted num">{formatDayShort(original.expected.dueOn, language)}</span>
          </span>
        ) : (
          t('line.none')
        ),
    },
  ];
  return (
    <Block title={t('list.title')} acts={<OpenAct />} testid="placements">
      <DataTable
        label={t('list.table')}
        columns={columns}
        rows={placements}
        rowKey={({ id }) => id}
        empty={t('list.empty')}
        minWidth={820}
      />
    </Block>
  );
}

function OpenAct() {
  const { t } = useTranslation('placements');
  const navigate = useNavigate();
  const may = useMay('finance-officer');
  return (
    <ActButton
      variant="default"
      because={may ? undefined : t('open.because')}
      onClick={() => void navigate({ to: '/placements/nouveau' })}
    >
      {t('open.act')}
    </ActButton>
  );
}

/** The last confirmed rate that has begun. */
export function inForce(rates: readonly Rate[], today: string): Rate | undefined {
  return rates.filter(({ from, status }) => status === 'CONFIRMED' && from <= today).at(-1);
}
