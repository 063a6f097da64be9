import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import type { PreviewedEntry } from './treasury';
import { byAmount } from '../../money/minor';

interface Row {
  key: string;
  entry: PreviewedEntry;
}

/** Lines of a statement as the bank wrote them. */
export function PreviewEntries({ entries }: { entries: readonly PreviewedEntry[] }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const columns: Column<Row>[] = [
    {
      header: t('preview.booked'),
      accessorFn: ({ entry }) => entry.bookingDate,
      cell: ({ row }) => <span className="num">{formatDayShort(row.original.entry.bookingDate, language)}</span>,
      meta: { width: 110 },
    },
    {
      header: t('preview.value'),
      accessorFn: ({ entry }) => entry.valueDate,
      cell: ({ row }) => <span className="num">{formatDayShort(row.original.entry.valueDate, language)}</span>,
      meta: { width: 110 },
    },
    {
      header: t('preview.who'),
      accessorFn: ({ entry }) => entry.counterparty ?? '',
      cell: ({ row }) => <Told entry={row.original.entry} />,
    },
    {
      header: t('preview.reference'),
      enableSorting: false,
      accessorFn: ({ entry }) => referenceOf(entry),
      cell: ({ row }) => <span className="statement-reference">{referenceOf(row.original.entry)}</span>,
    },
    {
      header: t('preview.amount'),
      accessorFn: ({ entry }) => entry,
      sortingFn: byAmount,
      cell: ({ row }) => <Figure value={moneyOf(row.original.entry)} />,
      meta: { align: 'right', width: 150 },
    },
  ];
  const rows = entries.map((entry, at) => ({ key: String(at), entry }));
  return (
    <DataTable
      label={t('preview.list')}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      empty={t('preview.noEntries')}
      height={360}
      testid="preview-entries"
    />
  );
}

function Told({ entry }: { entry: PreviewedEntry }) {
  const { t } = useTranslation('statements');
  const { counterparty, remittance, details, reversal, returnReason, charges, original } = entry;
  const notes = [
    details.length > 0 && t('preview.details', { count: details.length }),
    reversal && t('preview.reversal'),
    returnReason && t('preview.returned', { reason: returnReason }),
  ].filter((note) => typeof note === 'string');
  return (
    <>
      <Text size="sm" fw={500}>
        {counterparty ?? remittance}
      </Text>
      {counterparty && remittance && (
        <Text size="xs" className="muted">
          {remittance}
        </Text>
      )}
      {notes.length > 0 && <Text size="xs">{notes.join(' · ')}</Text>}
      {charges && (
        <Text size="xs">
          {t('preview.charges')} <Figure value={charges} />
        </Text>
      )}
      {original && (
        <Text size="xs">
          {t('preview.original')} <Figure value={original} />
        </Text>
      )}
    </>
  );
}

function moneyOf({ amount, currency }: PreviewedEntry): { amount: string; currency: string } {
  return { amount: amount ?? '0', currency: currency ?? 'EUR' };
}

function referenceOf({ references }: PreviewedEntry): string {
  const given = references as Record<string, string | null>;
  return given['structured'] ?? given['endToEndId'] ?? given['accountServicer'] ?? given['instructionId'] ?? '';
}
