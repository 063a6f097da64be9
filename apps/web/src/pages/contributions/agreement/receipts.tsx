import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { type Column, DataTable } from '../../../tables/data-table';
import { type Contributions, useReceipts } from '../contributions-api';

type Receipt = Contributions['ReceiptDto'];

/** What came for an agreement: each receipt with its fee, its exchange difference and its entries. */
export function Receipts({ agreement }: { agreement: string }) {
  const { t } = useTranslation('contributions');
  const query = useReceipts(agreement);
  const columns = useColumns();
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={200} />}>
      {({ items }) => (
        <DataTable
          label={t('panel.encaissements')}
          testid="receipts"
          columns={columns}
          rows={items}
          rowKey={({ id }) => id}
          minWidth={760}
          stacks
          empty={t('noReceipt')}
        />
      )}
    </Loaded>
  );
}

function useColumns(): Column<Receipt>[] {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const money = (name: 'applied' | 'fee' | 'exchange' | 'returned'): Column<Receipt> => ({
    id: name,
    header: t(`receipt.${name}`),
    meta: { align: 'right' },
    enableSorting: false,
    cell: ({ row: { original } }) =>
      /[1-9]/.test(original[name].amount) ? <Figure value={original[name]} /> : <span className="muted">—</span>,
  });
  return [
    {
      id: 'valueDate',
      header: t('receipt.valueDate'),
      accessorKey: 'valueDate',
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.valueDate, language)}</span>,
    },
    {
      id: 'instalment',
      header: t('column.instalment'),
      accessorFn: ({ instalment }) => instalment ?? 0,
      cell: ({ row: { original } }) => original.instalment ?? t('receipt.donation'),
    },
    money('applied'),
    {
      id: 'eur',
      header: t('receipt.eur'),
      meta: { align: 'right' },
      enableSorting: false,
      cell: ({ row: { original } }) => <Figure value={original.eur} entries={original.entries} />,
    },
    money('fee'),
    money('exchange'),
    money('returned'),
    {
      id: 'state',
      header: t('column.state'),
      accessorKey: 'state',
      cell: ({ row: { original } }) => t(`receipt.state.${original.state}`),
    },
  ];
}
