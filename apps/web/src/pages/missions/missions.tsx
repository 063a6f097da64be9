import './missions.css';
import './words';
import { Button, Stack } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort } from '../../money/format';
import { useSession } from '../../session/session';
import { PageHeading } from '../../shell/page-heading';
import { StateMark } from '../../states/state-mark';
import { BlockSkeleton, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { mayOpen } from '../page';
import { MissionCalendar } from './mission-calendar';
import { type Mission, useMissions } from './missions-api';

/** Missions by date, with what is still to be done about them. */
export default function Missions() {
  const { t } = useTranslation('missions');
  const query = useMissions();
  const { data: person } = useSession();
  const columns = useColumns();
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        {person && mayOpen(person, ['project-officer', 'secretariat']) && (
          <Button renderRoot={(props) => <Link to="/missions/nouvelle" {...props} />}>{t('new')}</Button>
        )}
      </PageHeading>
      <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
        {({ items }) => (
          <>
            <MissionCalendar missions={items} />
            <DataTable
              label={t('table.label')}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              empty={t('none')}
              testid="missions"
            />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<Mission>[] {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  return [
    {
      id: 'dates',
      accessorFn: ({ from }) => from,
      header: t('table.dates'),
      cell: ({ row: { original } }) => (
        <Link to="/missions/$mission" params={{ mission: original.code }}>
          {t('range', { from: formatDayShort(original.from, language), to: formatDayShort(original.to, language) })}
        </Link>
      ),
    },
    {
      id: 'place',
      accessorFn: ({ place }) => place,
      header: t('table.place'),
      cell: (cell) => String(cell.getValue()),
    },
    {
      id: 'projects',
      accessorFn: ({ projects }) => projects.length,
      header: t('table.projects'),
      cell: ({ row: { original } }) => t('projects', { count: original.projects.length }),
    },
    {
      id: 'follow',
      accessorFn: ({ openRecommendations }) => openRecommendations,
      header: t('table.follow'),
      cell: ({ row: { original } }) => <FollowUp mission={original} />,
    },
    {
      id: 'state',
      accessorFn: ({ status }) => status,
      header: t('table.state'),
      cell: ({ row: { original } }) => <MissionState status={original.status} />,
    },
  ];
}

function FollowUp({ mission: { openRecommendations, overdueRecommendations } }: { mission: Mission }) {
  const { t } = useTranslation('missions');
  if (openRecommendations === 0) return <span className="muted">{t('noneOpen')}</span>;
  const late = overdueRecommendations > 0 && t('late', { count: overdueRecommendations });
  return [t('open', { count: openRecommendations }), late].filter(Boolean).join(', ');
}

export function MissionState({ status }: { status: Mission['status'] }) {
  const { t } = useTranslation('missions');
  const given = status === 'REPORTED';
  return (
    <StateMark tone={given ? 'done' : 'waiting'} icon={given ? IconCheck : IconPencil}>
      {t(`status.${status}`)}
    </StateMark>
  );
}
