import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { byAmount } from '../../money/minor';
import { type Column, DataTable } from '../../tables/data-table';
import type { Schemas } from './api';
import { Block } from './block';
import { percentText } from './rate-text';

type AccruedLines = Schemas['AccruedLinesDto'];
type Line = AccruedLines['lines'][number];

/** To whom the bank owes what it has not credited yet: a line a project, agreement and disposition. */
export function AccruedBlock({ accrued: { through, total, lines } }: { accrued: AccruedLines }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns = useColumns();
  return (
    <Block
      title={t('accrued.title')}
      about={through === null ? t('accrued.none') : t('accrued.about', { day: formatDay(through, language) })}
      testid="accrued-lines"
    >
      <DataTable
        label={t('accrued.table')}
        columns={columns}
        rows={lines}
        rowKey={({ project, agreement, disposition }) => `${project}/${agreement}/${disposition}`}
        empty={t('accrued.none')}
        minWidth={760}
        height={420}
      />
      {lines.length > 0 && (
        <Text ta="right" fw={600}>
          {t('accrued.total')} <Figure value={total} entries={total.entries} />
        </Text>
      )}
    </Block>
  );
}

function useColumns(): Column<Line>[] {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  return [
    {
      id: 'project',
      header: t('line.project'),
      accessorFn: ({ title, project }) => title ?? project ?? t('line.none'),
    },
    { id: 'agreement', header: t('line.agreement'), accessorFn: ({ agreement }) => agreement ?? t('line.none') },
    { id: 'donor', header: t('line.donor'), accessorFn: ({ donor }) => donor ?? t('line.none') },
    {
      id: 'disposition',
      header: t('line.disposition'),
      accessorFn: ({ disposition }) => t(`disposition.${disposition as 'OWN'}`),
    },
    {
      id: 'share',
      header: t('line.share'),
      meta: { align: 'right' },
      accessorFn: ({ share }) => Number(share),
      cell: ({ row: { original } }) => <span className="num">{percentText(original.share, language)}</span>,
    },
    {
      id: 'amount',
      header: t('line.amount'),
      meta: { align: 'right' },
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} entries={original.amount.entries} />,
    },
  ];
}
