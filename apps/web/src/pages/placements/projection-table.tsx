import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatMonth } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import type { Projection } from './api';
import { scenarios } from './projection-scale';
import { byAmount } from '../../money/minor';

type Month = Projection['months'][number];

/** The chart's figures, to the cent. */
export function ProjectionTable({ projection }: { projection: Projection }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns: Column<Month>[] = [
    {
      id: 'month',
      accessorKey: 'month',
      header: t('projection.month'),
      cell: ({ row: { original } }) => formatMonth(original.month, language, 'long'),
    },
    ...scenarios.map((scenario): Column<Month> => ({
      id: scenario,
      header: t(`projection.scenario.${scenario}`),
      meta: { align: 'right' },
      accessorFn: (month) => availableIn(month, scenario),
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={availableIn(original, scenario)} />,
    })),
  ];
  return (
    <DataTable
      label={t('projection.chart')}
      columns={columns}
      rows={projection.months}
      rowKey={({ month }) => month}
      empty={t('projection.plannedEmpty')}
      minWidth={700}
    />
  );
}

function availableIn({ scenarios: by }: Month, scenario: (typeof scenarios)[number]) {
  return by.find((one) => one.scenario === scenario)?.available ?? { amount: '0.00', currency: 'EUR' };
}
