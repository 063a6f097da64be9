import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { countryName } from './names';
import './project-board.css';
import { ProjectState } from './project-state';
import type { Project } from './projects-api';
import { type Stage, stageOf, stages } from './stages';

/** Every project in the column of its stage; on a phone the columns stand below each other and empty ones fold. */
export default function ProjectBoard({ projects }: { projects: readonly Project[] }) {
  return (
    <div className="board" data-testid="board">
      {stages.map((stage) => (
        <Column key={stage} stage={stage} projects={projects.filter((project) => stageOf(project) === stage)} />
      ))}
    </div>
  );
}

function Column({ stage, projects }: { stage: Stage; projects: Project[] }) {
  const { t } = useTranslation('projects');
  return (
    <section
      className="board-column"
      aria-labelledby={`stage-${stage}`}
      data-empty={projects.length === 0 || undefined}
    >
      <Title order={2} id={`stage-${stage}`} size="h5" className="board-heading">
        {t(`stage.${stage}`)} <span className="muted num">{projects.length}</span>
      </Title>
      {projects.length === 0 ? (
        <Text size="sm" className="muted">
          {t('stage.empty')}
        </Text>
      ) : (
        <ul className="board-cards">
          {projects.map((project) => (
            <li key={project.code}>
              <Card project={project} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Card({ project }: { project: Project }) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { code, title, cityName, country, state, shares, missing, historyOnly, openRequests, instrument } = project;
  const attention =
    openRequests > 0
      ? t('requests', { count: openRequests })
      : state === 'DRAFT' && missing.length > 0
        ? t('missingCount', { count: missing.length })
        : undefined;
  return (
    <article className="board-card" data-instrument={instrument}>
      <Link to="/projets/$id" params={{ id: code }} className="board-link">
        {title}
      </Link>
      <Text size="xs" className="muted">
        {cityName} · {countryName(country, language)}
      </Text>
      <div className="board-foot">
        <ProjectState state={state} />
        {shares && <Figure value={shares.total} className="board-amount" />}
      </div>
      {historyOnly && <Text size="xs">{t('memory')}</Text>}
      {attention && (
        <Text size="xs" className="board-attention">
          {attention}
        </Text>
      )}
    </article>
  );
}
