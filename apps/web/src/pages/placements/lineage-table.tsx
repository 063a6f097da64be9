import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { type Column, DataTable } from '../../tables/data-table';
import type { LineageLine } from './api';
import { byAmount } from '../../money/minor';

/** The diagram's parts, line by line. */
export function LineageTable({ lines }: { lines: readonly LineageLine[] }) {
  const { t } = useTranslation('placements');
  const columns: Column<LineageLine>[] = [
    { id: 'donor', header: t('line.donor'), accessorFn: ({ donorName }) => donorName ?? t('lineage.unknownDonor') },
    { id: 'agreement', header: t('line.agreement'), accessorFn: ({ agreement }) => agreement ?? t('line.none') },
    { id: 'project', header: t('line.project'), accessorFn: ({ projectName }) => projectName ?? t('line.none') },
    { id: 'origin', header: t('lineage.origins'), accessorFn: ({ origin }) => t(`lineage.origin.${origin}`) },
    { id: 'aid', header: t('lineage.aid'), accessorKey: 'caseName' },
    {
      id: 'amount',
      header: t('line.amount'),
      meta: { align: 'right' },
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} />,
    },
  ];
  return (
    <DataTable
      label={t('lineage.title')}
      columns={columns}
      rows={lines}
      rowKey={({ case: aid, project, agreement, origin }) => `${aid}/${project}/${agreement}/${origin}`}
      empty={t('lineage.empty')}
      minWidth={820}
    />
  );
}
