import '../projects/words';
import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { ProjectState } from '../projects/project-state';
import { type Project, useProjects } from '../projects/projects-api';
import '../projects/projects.css';
import './city-space.css';
import { latePart } from '../../parts/late-part';
import { ToDo } from './to-do';

const NewDossier = latePart(() => import('../projects/new-dossier'));

/** What a city finds when it comes in: what waits for it, then all its dossiers. */
export default function CitySpace() {
  const { t } = useTranslation('projects');
  const [opening, setOpening] = useState(false);
  return (
    <Stack gap="md">
      <PageHeading title={t('space.title')} subtitle={t('space.subtitle')}>
        <Button onClick={() => setOpening(true)}>{t('new')}</Button>
      </PageHeading>
      <Loaded query={useProjects()} skeleton={<BlockSkeleton height={360} />}>
        {({ items }) => (
          <>
            <ToDo projects={items} />
            <Dossiers projects={items} />
          </>
        )}
      </Loaded>
      {opening && (
        <Suspense>
          <NewDossier close={() => setOpening(false)} />
        </Suspense>
      )}
    </Stack>
  );
}

function Dossiers({ projects }: { projects: readonly Project[] }) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby="space-dossiers" data-testid="space-dossiers">
      <Title order={2} id="space-dossiers" mb="sm">
        {t('space.dossiers')}
      </Title>
      {projects.length === 0 && <Empty>{t('space.none')}</Empty>}
      <ul className="space-list">
        {projects.map(({ code, title, state, shares, attributed, attributedEntries }) => (
          <li key={code} className="space-dossier">
            <Anchor renderRoot={(props) => <Link to="/projets/$id" params={{ id: code }} {...props} />} fw={600}>
              {title}
            </Anchor>
            <span className="space-figures">
              <ProjectState state={state} />
              {shares && (
                <Text size="sm" className="muted">
                  {t('column.total')} <Figure value={shares.total} />
                </Text>
              )}
              <Text size="sm" className="muted">
                {t('column.attributed')} <Figure value={attributed} entries={attributedEntries} />
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
