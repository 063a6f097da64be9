import './words';
import '../../styles/forms.css';
import { Anchor, Button, Group, Stack, Tabs } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { mayOpen } from '../page';
import { countryName } from './names';
import { ProjectState } from './project-state';
import { type ProjectView, useProject } from './projects-api';
import './projects.css';
import { projectTabs } from './tabs';

/** One project; which part of it is open is in the address. */
export default function Project() {
  const { id = '' } = useParams({ strict: false });
  return (
    <Loaded query={useProject(id)} skeleton={<BlockSkeleton height={560} />}>
      {(project) => <ProjectPage key={project.code} project={project} />}
    </Loaded>
  );
}

function ProjectPage({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { data: person } = useSession();
  const city = person?.roles.includes('city') ?? false;
  return (
    <Stack gap="md">
      <Anchor
        renderRoot={(props) => <Link to={city ? '/mon-espace' : '/projets'} {...props} />}
        size="sm"
        className="no-print"
      >
        ← {city ? t('space.title') : t('back')}
      </Anchor>
      <PageHeading
        title={project.title}
        subtitle={`${project.cityName}, ${countryName(project.country, language)} · ${project.code}`}
      >
        <ProjectState state={project.state} />
        <Button
          variant="default"
          component="a"
          className="no-print"
          href={`/api/disbursements/projects/${encodeURIComponent(project.code)}/sheet?lang=${language}`}
          download
        >
          {t('sheet')}
        </Button>
      </PageHeading>
      <ProjectTabs project={project} />
    </Stack>
  );
}

function ProjectTabs({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { data: person } = useSession();
  const [{ onglet }, change] = useFilters();
  const tabs = projectTabs.filter(({ roles, shown }) => person && mayOpen(person, roles) && (shown?.(project) ?? true));
  const [first] = tabs;
  const open = tabs.find(({ id }) => id === onglet) ?? first;
  if (!open) return null;
  const Panel = open.panel;
  return (
    <Tabs
      value={open.id}
      onChange={(id) => change({ onglet: id === first?.id || id === null ? undefined : id })}
      keepMounted={false}
    >
      <Tabs.List aria-label={t('tabs.label')} className="project-tabs no-print">
        {tabs.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label[language]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={open.id} pt="md">
        <Group display="block">
          <Suspense fallback={<BlockSkeleton height={420} />}>
            <Panel project={project} />
          </Suspense>
        </Group>
      </Tabs.Panel>
    </Tabs>
  );
}
