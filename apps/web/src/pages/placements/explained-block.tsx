import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { euros, formatCount, formatDayShort, minorOf } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import type { Explained } from './api';
import { Block } from './block';
import { percentText } from './rate-text';
import { byAmount, byDecimal } from '../../money/minor';

interface Props {
  placement: string;
  rows: readonly Explained[];
  /** Whether there are more lines than are shown. */
  isCut: boolean;
}

/** Where each cent of accrued interest comes from: on screen, as a table, as a document. */
export function ExplainedBlock({ placement, rows, isCut }: Props) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns = useColumns();
  const file = (format: 'csv' | 'pdf') =>
    `/api/emergency-fund/accruals/export?${new URLSearchParams({ format, placement, lang: language }).toString()}`;
  const total = euros(rows.reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n));
  return (
    <Block
      title={t('explained.title')}
      about={t('explained.method')}
      acts={(['csv', 'pdf'] as const).map((format) => (
        <Button key={format} component="a" href={file(format)} download variant="default" size="xs">
          {t(`explained.${format}`)}
        </Button>
      ))}
      testid="explained"
    >
      <DataTable
        label={t('explained.table')}
        columns={columns}
        rows={rows}
        rowKey={({ project, agreement, disposition, from, rate }) =>
          `${project}/${agreement}/${disposition}/${from}/${rate}`
        }
        empty={t('explained.empty')}
        minWidth={1100}
        height={520}
      />
      {rows.length > 0 && !isCut && (
        <Text ta="right" fw={600}>
          {t('explained.total')} <Figure value={total} />
        </Text>
      )}
      {isCut && (
        <Text size="sm" className="muted">
          {t('explained.more', { count: rows.length })}
        </Text>
      )}
    </Block>
  );
}

function useColumns(): Column<Explained>[] {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const day = (name: 'from' | 'to'): Column<Explained> => ({
    id: name,
    accessorKey: name,
    header: t(`explained.${name}`),
    cell: ({ row: { original } }) => <span className="num">{formatDayShort(original[name], language)}</span>,
  });
  const figure = (name: 'exact' | 'rounding'): Column<Explained> => ({
    id: name,
    header: t(`explained.${name}`),
    meta: { align: 'right' },
    accessorFn: (row) => row[name],
    sortingFn: byDecimal,
    cell: ({ row: { original } }) => <span className="num muted">{decimalText(original[name], language)}</span>,
  });
  return [
    { id: 'project', header: t('line.project'), accessorFn: ({ project }) => project ?? t('line.none') },
    { id: 'agreement', header: t('line.agreement'), accessorFn: ({ agreement }) => agreement ?? t('line.none') },
    {
      id: 'disposition',
      header: t('line.disposition'),
      accessorFn: ({ disposition }) => t(`disposition.${disposition as 'OWN'}`),
    },
    day('from'),
    day('to'),
    {
      id: 'days',
      accessorKey: 'days',
      header: t('explained.days'),
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <span className="num">{formatCount(original.days, language)}</span>,
    },
    {
      id: 'base',
      header: t('explained.base'),
      meta: { align: 'right' },
      accessorFn: ({ base }) => base,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => (
        <Figure value={original.base} {...(original.base.entries && { entries: original.base.entries })} />
      ),
    },
    {
      id: 'rate',
      header: t('explained.rate'),
      meta: { align: 'right' },
      accessorFn: ({ rate }) => rate,
      sortingFn: byDecimal,
      cell: ({ row: { original } }) => (
        <span className="num">
          {percentText(original.rate, language)} <span className="muted">{original.basis}</span>
        </span>
      ),
    },
    {
      id: 'share',
      header: t('explained.share'),
      meta: { align: 'right' },
      accessorFn: ({ share }) => Number(share),
      cell: ({ row: { original } }) => <span className="num">{percentText(original.share, language)}</span>,
    },
    figure('exact'),
    figure('rounding'),
    {
      id: 'amount',
      header: t('explained.amount'),
      meta: { align: 'right' },
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} />,
    },
  ];
}

function decimalText(value: string, language: 'fr' | 'en'): string {
  const typeset = value.replace('-', '\u2212');
  return language === 'fr' ? typeset.replace('.', ',') : typeset;
}
