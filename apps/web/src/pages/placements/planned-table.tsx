import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import type { Projection } from './api';
import { Block } from './block';
import { byAmount } from '../../money/minor';

type Planned = Projection['planned'][number];

/** What is known to come and to leave, and is counted with. */
export function PlannedTable({ planned }: { planned: readonly Planned[] }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns: Column<Planned>[] = [
    { id: 'kind', header: t('projection.kind'), accessorFn: ({ kind }) => t(`projection.${kind}`) },
    {
      id: 'of',
      header: t('projection.of'),
      accessorFn: ({ project, agreement }) => project ?? agreement ?? t('line.none'),
    },
    {
      id: 'on',
      accessorKey: 'on',
      header: t('projection.on'),
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.on, language)}</span>,
    },
    {
      id: 'amount',
      header: t('projection.amount'),
      meta: { align: 'right' },
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} />,
    },
  ];
  return (
    <Block title={t('projection.planned')} testid="planned">
      <DataTable
        label={t('projection.plannedTable')}
        columns={columns}
        rows={planned}
        rowKey={({ kind, project, agreement, on, amount }) => `${kind}/${project}/${agreement}/${on}/${amount.amount}`}
        empty={t('projection.plannedEmpty')}
        minWidth={520}
      />
    </Block>
  );
}
