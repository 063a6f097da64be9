import '../../styles/forms.css';
import './words';
import { SegmentedControl, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { TrancheState } from './tranche-state';
import { type Tranche, type TrancheStatus, useTranches } from './tranches-api';

const stages: readonly TrancheStatus[] = [
  'PLANNED',
  'REQUESTED',
  'CERTIFIED',
  'APPROVED',
  'PAID',
  'RETURNED',
  'CANCELLED',
];

/** The queue of tranches, stage by stage; each opens on what waits for the reader. */
export default function Tranches() {
  const { t } = useTranslation('tranches');
  const query = useTranches();
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
        {(tranches) => <Queue tranches={tranches} />}
      </Loaded>
    </Stack>
  );
}

function Queue({ tranches }: { tranches: readonly Tranche[] }) {
  const { t } = useTranslation('tranches');
  const [{ etape }, change] = useFilters();
  const mine = useMyStage();
  const columns = useTrancheColumns(true);
  const stage = stages.find((one) => one === etape) ?? mine;
  const at = (one: TrancheStatus) => tranches.filter(({ status }) => status === one);
  const shown = stages.filter((one) => one === stage || at(one).length > 0);
  return (
    <>
      <div style={{ overflowX: 'auto' }}>
        <SegmentedControl
          aria-label={t('title')}
          value={stage}
          onChange={(next) => change({ etape: next })}
          data={shown.map((one) => ({ value: one, label: `${t(`stage.${one}`)} (${at(one).length})` }))}
        />
      </div>
      <DataTable
        label={t(`stage.${stage}`)}
        columns={columns}
        rows={at(stage)}
        rowKey={({ id }) => id}
        empty={t('noneAtStage')}
        testid="tranches"
      />
    </>
  );
}

/** What the reader's role does next: cities ask, officers certify, controllers approve. */
function useMyStage(): TrancheStatus {
  const { data: person } = useSession();
  if (person?.roles.includes('finance-controller')) return 'CERTIFIED';
  if (person?.roles.includes('project-officer')) return 'REQUESTED';
  return person?.roles.includes('city') ? 'PLANNED' : 'APPROVED';
}

export function useTrancheColumns(withProject: boolean): Column<Tranche>[] {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const name: Column<Tranche> = {
    id: 'name',
    accessorFn: ({ code }) => code,
    header: t('title'),
    cell: ({ row: { original } }) => (
      <Link to="/tranches/$tranche" params={{ tranche: original.code }}>
        {withProject ? original.projectTitle : t('number', { number: original.number })}
        {withProject && <span className="muted"> · {t('number', { number: original.number })}</span>}
      </Link>
    ),
  };
  return [
    name,
    {
      id: 'amount',
      header: t('amount'),
      enableSorting: false,
      meta: { align: 'right', kept: true },
      cell: ({ row: { original } }) => <Figure value={original.amount} />,
    },
    {
      id: 'justified',
      header: t('justified'),
      enableSorting: false,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <Figure value={original.justified} entries={original.justifiedEntries} />,
    },
    {
      id: 'paidOn',
      accessorFn: ({ paidOn }) => paidOn ?? '',
      header: t('people.paidOn'),
      cell: ({ row: { original } }) => (original.paidOn ? formatDayShort(original.paidOn, language) : '—'),
    },
    {
      id: 'status',
      accessorFn: ({ status }) => stages.indexOf(status),
      header: t('state'),
      cell: ({ row: { original } }) => <TrancheState status={original.status} />,
    },
  ];
}
