import { Text, Title } from '@mantine/core';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount, formatExactPercent } from '../../money/format';
import { agreementQuery } from '../projects/agreement/agreement-api';
import type { Project } from '../projects/projects-api';
import { useTranches } from '../tranches/tranches-api';
import { type Task, tasksOf } from './tasks';

/** States before and after which nobody signs anything. */
const unsignable: readonly Project['state'][] = [
  'DRAFT',
  'SUBMITTED',
  'COMPLETE',
  'TABLED',
  'CLOSED',
  'CANCELLED',
  'REJECTED',
];

/** What waits for the city, each with the place where it is done. */
export function ToDo({ projects }: { projects: readonly Project[] }) {
  const { t } = useTranslation('projects');
  const { data: tranches = [] } = useTranches();
  const agreements = useQueries({
    queries: projects.filter(({ state }) => !unsignable.includes(state)).map(({ code }) => agreementQuery(code)),
  }).flatMap(({ data }) => (data ? [data] : []));
  const tasks = tasksOf({ projects, tranches, agreements });
  return (
    <section className="card padded" aria-labelledby="space-todo" data-testid="space-todo">
      <Title order={2} id="space-todo" mb="sm">
        {t('space.todo')}
      </Title>
      {tasks.length === 0 && <Text size="sm">{t('space.nothing')}</Text>}
      <ul className="space-list">
        {tasks.map((task) => (
          <li key={keyOf(task)}>
            <TaskLink task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function keyOf(task: Task): string {
  if ('tranche' in task) return task.tranche.code;
  return `${task.project.code} ${'amendment' in task ? task.amendment : task.kind}`;
}

function TaskLink({ task }: { task: Task }) {
  const said = (
    <>
      <span>
        <Text fw={600}>{task.project.title}</Text>
        <Text size="sm" className="muted">
          {useTaskWords(task)}
        </Text>
      </span>
      <IconArrowRight size={18} aria-hidden />
    </>
  );
  if ('tranche' in task) {
    return (
      <Link to="/tranches/$tranche" params={{ tranche: task.tranche.code }} className="space-task">
        {said}
      </Link>
    );
  }
  const onglet = task.kind === 'sign' ? 'convention' : 'dossier';
  return (
    <Link to="/projets/$id" params={{ id: task.project.code }} search={{ onglet }} className="space-task">
      {said}
    </Link>
  );
}

function useTaskWords(task: Task): string {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { kind, project } = task;
  switch (kind) {
    case 'answer':
      return `${t('space.answer')} · ${t('requests', { count: project.openRequests })}`;
    case 'finish': {
      const parts = project.missing.map((part) => t(`part.${part as 'narrative'}`)).join(', ');
      return t('space.finishParts', { parts });
    }
    case 'submit':
      return t('space.submit');
    case 'sign':
      return task.amendment === 0 ? t('space.sign') : t('space.signAmendment', { number: task.amendment });
    case 'request': {
      const { number, amount, reason } = task.tranche;
      const words = t('space.request', { number, amount: formatAmount(amount, language) });
      return reason ? `${words} · ${t('space.sentBack', { reason })}` : words;
    }
    case 'justify': {
      const { number, justifiedPercent } = task.tranche;
      return t('space.justify', { number, percent: formatExactPercent(justifiedPercent, language) });
    }
  }
}
