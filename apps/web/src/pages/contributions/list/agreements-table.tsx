import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../../money/figure';
import { type Column, DataTable } from '../../../tables/data-table';
import type { Agreement } from '../contributions-api';
import { useEarmarkWords } from '../earmark';
import { BasisTag, InstrumentTag, LateMark } from '../marks';
import { byAmount } from '../../../money/minor';

/** One line an agreement; a line opens onto the agreement, its figures onto their entries. */
export function AgreementsTable({ agreements }: { agreements: readonly Agreement[] }) {
  const { t } = useTranslation('contributions');
  const columns = useColumns();
  return (
    <DataTable
      label={t('title')}
      testid="agreements"
      columns={columns}
      rows={agreements}
      rowKey={({ code }) => code}
      minWidth={1080}
      empty={t('empty')}
    />
  );
}

function useColumns(): Column<Agreement>[] {
  const { t } = useTranslation('contributions');
  const earmark = useEarmarkWords();
  return [
    {
      id: 'donor',
      header: t('column.agreement'),
      accessorFn: ({ donorName, code }) => `${donorName} ${code}`,
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Anchor fw={600} renderRoot={(props) => <Link to={`/contributions/${original.code}`} {...props} />}>
            {original.code}
          </Anchor>
          <span className="muted">{original.donorName}</span>
        </div>
      ),
    },
    {
      id: 'instrument',
      header: t('column.instrument'),
      meta: { wide: true },
      accessorKey: 'instrument',
      cell: ({ row: { original } }) => <InstrumentTag instrument={original.instrument} />,
    },
    {
      id: 'earmark',
      header: t('column.earmark'),
      meta: { wide: true },
      accessorFn: (row) => earmark(row.earmark),
      cell: ({ row: { original } }) => <span className="wrapped">{earmark(original.earmark)}</span>,
    },
    {
      id: 'agreed',
      header: t('column.agreed'),
      meta: { align: 'right' },
      sortingFn: byAmount,
      accessorFn: ({ amount }) => amount,
      cell: ({ row: { original } }) => (
        <div className="two-lines end">
          <Figure value={original.figures.pledged.value} entries={original.figures.pledged.entries} />
          <BasisTag basis={original.basis} />
        </div>
      ),
    },
    {
      id: 'received',
      header: t('column.receivedEur'),
      meta: { align: 'right', wide: true },
      sortingFn: byAmount,
      accessorFn: ({ figures }) => figures.received.value,
      cell: ({ row: { original } }) => <Figure {...original.figures.received} />,
    },
    {
      id: 'expected',
      header: t('column.expected'),
      meta: { align: 'right', wide: true },
      sortingFn: byAmount,
      accessorFn: ({ expected }) => expected,
      cell: ({ row: { original } }) => <Figure value={original.expected} />,
    },
    {
      id: 'late',
      header: t('column.late'),
      meta: { align: 'right' },
      accessorFn: ({ daysLate }) => daysLate,
      cell: ({ row: { original } }) =>
        original.daysLate > 0 ? (
          <div className="two-lines end">
            <Figure value={original.late} />
            <LateMark days={original.daysLate} />
          </div>
        ) : (
          <span className="muted">—</span>
        ),
    },
  ];
}
