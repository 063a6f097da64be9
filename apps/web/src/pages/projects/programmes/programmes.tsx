import '../words';
import '../../../styles/forms.css';
import { Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { useSession } from '../../../session/session';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { type Column, DataTable } from '../../../tables/data-table';
import { mayOpen } from '../../page';
import { type Programme, useProgrammes } from '../projects-api';
import '../projects.css';
import { latePart } from '../../../parts/late-part';
import { ProgrammeStatus } from './programme-status';
import { byAmount } from '../../../money/minor';

const ProgrammeForm = latePart(() => import('./programme-form'));

/** Programmes with what their donors give and what is attributed. */
export default function Programmes() {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [preparing, setPreparing] = useState(false);
  return (
    <Stack gap="md">
      <PageHeading title={t('programmes.title')} subtitle={t('programmes.subtitle')}>
        {person && mayOpen(person, ['project-officer', 'secretariat']) && (
          <Button onClick={() => setPreparing(true)}>{t('programmes.prepare')}</Button>
        )}
      </PageHeading>
      <Loaded query={useProgrammes()} skeleton={<BlockSkeleton height={320} />}>
        {({ items }) => <ProgrammeTable programmes={items} />}
      </Loaded>
      {preparing && (
        <Suspense>
          <ProgrammeForm close={() => setPreparing(false)} />
        </Suspense>
      )}
    </Stack>
  );
}

function ProgrammeTable({ programmes }: { programmes: Programme[] }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const columns = useMemo<Column<Programme>[]>(
    () => [
      {
        id: 'title',
        header: t('programmes.name'),
        accessorFn: ({ title }) => title,
        cell: ({ row: { original } }) => (
          <>
            <Link to="/programmes/$id" params={{ id: original.code }}>
              {original.title}
            </Link>
            <Text size="xs" className="muted">
              {original.code}
            </Text>
          </>
        ),
      },
      {
        id: 'instrument',
        header: t('programmes.instrument'),
        accessorFn: ({ instrument }) => shared(`instrument.${instrument}`),
      },
      {
        id: 'period',
        header: t('programmes.period'),
        accessorFn: ({ period }) => period.from,
        cell: ({ row: { original } }) =>
          `${formatDayShort(original.period.from, language)} – ${formatDayShort(original.period.to, language)}`,
      },
      {
        id: 'status',
        header: t('column.state'),
        accessorFn: ({ status }) => status,
        cell: ({ row }) => <ProgrammeStatus status={row.original.status} />,
      },
      {
        id: 'total',
        header: t('programmes.total'),
        meta: { align: 'right' },
        accessorFn: ({ total }) => total,
        sortingFn: byAmount,
        cell: ({ row }) => <Figure value={row.original.total} />,
      },
      {
        id: 'attributed',
        header: t('programmes.attributed'),
        meta: { align: 'right' },
        accessorFn: ({ attributed }) => attributed,
        sortingFn: byAmount,
        cell: ({ row: { original } }) => (
          <Figure
            value={original.attributed}
            {...(original.attributedEntries && { entries: original.attributedEntries })}
          />
        ),
      },
    ],
    [t, shared, language],
  );
  return (
    <DataTable
      label={t('programmes.title')}
      columns={columns}
      rows={programmes}
      rowKey={({ code }) => code}
      empty={t('programmes.none')}
      minWidth={860}
      testid="programmes-table"
    />
  );
}
