import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { euros, minorOf } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import { countryName } from './names';
import { ProjectState } from './project-state';
import type { Project } from './projects-api';
import { percentText } from './share-test';
import { isTheme } from './themes';
import { byAmount } from '../../money/minor';

/** The projects as rows that sort by any column. */
export default function ProjectTable({ projects }: { projects: readonly Project[] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const columns = useMemo<Column<Project>[]>(
    () => [
      {
        id: 'project',
        header: t('column.project'),
        accessorFn: ({ title }) => title,
        cell: ({ row }) => (
          <Link to="/projets/$id" params={{ id: row.original.code }}>
            {row.original.title}
          </Link>
        ),
      },
      { id: 'city', header: t('column.city'), accessorFn: ({ cityName }) => cityName },
      { id: 'country', header: t('column.country'), accessorFn: ({ country }) => countryName(country, language) },
      {
        id: 'theme',
        header: t('column.theme'),
        accessorFn: ({ theme }) => (isTheme(theme) ? t(`theme.${theme}`) : theme),
      },
      {
        id: 'state',
        header: t('column.state'),
        accessorFn: ({ state }) => t(`state.${state}`),
        cell: ({ row }) => <ProjectState state={row.original.state} />,
      },
      {
        id: 'total',
        header: t('column.total'),
        meta: { align: 'right' },
        accessorFn: ({ shares }) => shares?.total ?? euros(0n),
        sortingFn: byAmount,
        cell: ({ row }) => (row.original.shares ? <Figure value={row.original.shares.total} /> : '—'),
      },
      {
        id: 'share',
        header: t('column.share'),
        meta: { align: 'right' },
        accessorFn: (project) => Number(shareOf(project) ?? -1n),
        cell: ({ row }) => {
          const share = shareOf(row.original);
          return <span className="num">{share === null ? '—' : `${percentText(share, language)}\u00a0%`}</span>;
        },
      },
      {
        id: 'attributed',
        header: t('column.attributed'),
        meta: { align: 'right', kept: true },
        accessorFn: ({ attributed }) => attributed,
        sortingFn: byAmount,
        cell: ({ row }) => <Figure value={row.original.attributed} entries={row.original.attributedEntries} />,
      },
    ],
    [t, language],
  );
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={projects}
      rowKey={({ code }) => code}
      empty={t('none')}
      minWidth={980}
      testid="projects-table"
    />
  );
}

/** Hundredths of a percent of the cost that the Fund bears; null without a plan. */
function shareOf({ shares }: Project): bigint | null {
  const total = shares ? minorOf(shares.total.amount) : 0n;
  return shares && total > 0n ? (minorOf(shares.fund.amount) * 10_000n) / total : null;
}
