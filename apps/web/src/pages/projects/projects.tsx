import './words';
import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { downloadRows } from '../../tables/table-csv';
import { mayOpen } from '../page';
import { latePart } from '../../parts/late-part';
import { FilterRow } from './filter-row';
import { filtered, useProjectFilters } from './project-filters';
import { type Project, useProjects } from './projects-api';
import './projects.css';

const ProjectBoard = latePart(() => import('./project-board'));
const ProjectTable = latePart(() => import('./project-table'));
const ProjectMap = latePart(() => import('./project-map'));
const NewDossier = latePart(() => import('./new-dossier'));

const views = ['board', 'table', 'map'] as const;
type View = (typeof views)[number];

/** All projects: on a board, in a list, on a map; what is filtered and shown is in the address. */
export default function Projects() {
  const { t } = useTranslation('projects');
  const projects = useProjects();
  const { data: person } = useSession();
  const [opening, setOpening] = useState(false);
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        {person && mayOpen(person, ['project-officer', 'city']) && (
          <Button onClick={() => setOpening(true)}>{t('new')}</Button>
        )}
      </PageHeading>
      <Loaded query={projects} skeleton={<BlockSkeleton height={480} />}>
        {({ items }) => <ProjectViews projects={items} />}
      </Loaded>
      {opening && (
        <Suspense>
          <NewDossier close={() => setOpening(false)} />
        </Suspense>
      )}
    </Stack>
  );
}

function ProjectViews({ projects }: { projects: readonly Project[] }) {
  const { t } = useTranslation('projects');
  const [filters, change] = useProjectFilters();
  const [{ vue }] = useFilters();
  const view: View = views.find((one) => one === vue) ?? 'board';
  const shown = filtered(projects, filters);
  return (
    <>
      <FilterRow projects={projects} filters={filters} change={change} />
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('view.label')}
            value={view}
            onChange={(next) => change({ vue: next === 'board' ? undefined : next })}
            data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
          <Text size="sm" className="muted" role="status" data-testid="projects-count">
            {t('count', { count: shown.length })}
          </Text>
        </Group>
        <Export projects={shown} />
      </Group>
      {shown.length === 0 ? (
        <Empty>{t('none')}</Empty>
      ) : (
        <Suspense fallback={<BlockSkeleton height={420} />}>
          {view === 'board' && <ProjectBoard projects={shown} />}
          {view === 'table' && <ProjectTable projects={shown} />}
          {view === 'map' && <ProjectMap projects={shown} pick={(pays) => change({ pays, vue: 'table' })} />}
        </Suspense>
      )}
    </>
  );
}

function Export({ projects }: { projects: readonly Project[] }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const columns = [
    { heading: t('column.code'), value: ({ code }: Project) => code },
    { heading: t('column.project'), value: ({ title }: Project) => title },
    { heading: t('column.city'), value: ({ cityName }: Project) => cityName },
    { heading: t('column.country'), value: ({ country }: Project) => country },
    { heading: t('column.state'), value: ({ state }: Project) => t(`state.${state}`) },
    { heading: t('column.total'), value: ({ shares }: Project) => shares?.total },
    { heading: t('column.attributed'), value: ({ attributed }: Project) => attributed },
  ];
  return (
    <Button
      variant="default"
      className="no-print"
      disabled={projects.length === 0}
      onClick={() => downloadRows(projects, columns, language, t('file'))}
    >
      {t('export')}
    </Button>
  );
}
