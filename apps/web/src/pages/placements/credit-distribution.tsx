import { Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatCount, formatDayShort } from '../../money/format';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { type Credit, creditDetail, type Schemas } from './api';
import { percentText } from './rate-text';
import { RestatementList } from './restatement-list';
import { byAmount } from '../../money/minor';

type Line = Schemas['CreditLineDto'];

/** With whom a credit was shared, by the méthode des nombres, and what it was before. */
export function CreditDistribution({ credit }: { credit: Credit }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns = useColumns();
  const title = t('credits.distribution', {
    from: formatDayShort(credit.from, language),
    to: formatDayShort(credit.to, language),
  });
  const isForeign = credit.net.currency !== 'EUR';
  return (
    <Stack gap="sm" data-testid="distribution">
      <Group justify="space-between" gap="xs">
        <Title order={3}>{title}</Title>
        <span className="muted">
          {isForeign && (
            <>
              {t('credits.foreign')} <Figure value={credit.net} /> ·{' '}
            </>
          )}
          {t('credits.tolerated')} <Figure value={credit.tolerated} />
        </span>
      </Group>
      <Loaded query={useQuery(creditDetail(credit.id))} skeleton={<BlockSkeleton height={200} />}>
        {({ lines, history }) => (
          <>
            <DataTable
              label={title}
              columns={columns}
              rows={lines}
              rowKey={({ project, agreement, clause, disposition }) =>
                `${project}/${agreement}/${clause}/${disposition}`
              }
              empty={t('credits.empty')}
              minWidth={820}
            />
            {history.length > 0 && <RestatementList restatements={history} />}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<Line>[] {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  return [
    { id: 'project', header: t('line.project'), accessorFn: ({ project }) => project ?? t('line.none') },
    { id: 'agreement', header: t('line.agreement'), accessorFn: ({ agreement }) => agreement ?? t('line.none') },
    { id: 'donor', header: t('line.donor'), accessorFn: ({ donor }) => donor ?? t('line.none'), meta: { wide: true } },
    {
      id: 'disposition',
      header: t('line.disposition'),
      meta: { wide: true },
      accessorFn: ({ disposition }) => t(`disposition.${disposition as 'OWN'}`),
    },
    {
      id: 'nombres',
      header: t('line.nombres'),
      meta: { align: 'right', wide: true },
      accessorFn: ({ nombres }) => Number(nombres),
      cell: ({ row: { original } }) => (
        <span className="num muted" title={t('line.nombresHint')}>
          {formatCount(BigInt(original.nombres), language)}
        </span>
      ),
    },
    {
      id: 'share',
      header: t('line.share'),
      meta: { align: 'right', wide: true },
      accessorFn: ({ share }) => Number(share),
      cell: ({ row: { original } }) => <span className="num">{percentText(original.share, language)}</span>,
    },
    {
      id: 'amount',
      header: t('line.amount'),
      meta: { align: 'right' },
      accessorFn: ({ amount }) => amount,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.amount} />,
    },
  ];
}
