import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { AllocationStatus } from './allocation-status';
import { type Allocation, useAllocations } from './calls';
import { byAmount } from '../../money/minor';

/** What was decided, newest first. */
export function AllocationPast() {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  const confirmed = useAllocations('CONFIRMED');
  const rejected = useAllocations('REJECTED');
  const columns: Column<Allocation>[] = [
    {
      header: t('project'),
      accessorFn: ({ title, project }) => title ?? project,
      cell: ({ row: { original } }) => (
        <Link to="/imputations/$id" params={{ id: original.id }} className="plain-link">
          {original.title ?? original.project}
        </Link>
      ),
    },
    {
      header: t('state'),
      accessorFn: ({ status }) => t(`status.${status}`),
      cell: ({ row: { original } }) => <AllocationStatus status={original.status} />,
    },
    {
      header: t('date'),
      accessorFn: ({ effectiveDate }) => effectiveDate,
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.effectiveDate, language)}</span>,
    },
    { header: t('agreements'), accessorFn: ({ lines }) => lines.map(({ agreement }) => agreement).join(', ') },
    {
      header: t('amount'),
      accessorFn: ({ total }) => total,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.total} />,
      meta: { align: 'right' },
    },
  ];
  return (
    <section className="card padded">
      <Loaded query={confirmed} skeleton={<BlockSkeleton height={320} />}>
        {({ items }) => (
          <DataTable
            label={t('view.historique')}
            columns={columns}
            rows={[...items, ...(rejected.data?.items ?? [])].sort((a, b) => (a.id < b.id ? 1 : -1))}
            rowKey={({ id }) => id}
            empty={t('nothingDecided')}
            testid="past"
          />
        )}
      </Loaded>
    </section>
  );
}
