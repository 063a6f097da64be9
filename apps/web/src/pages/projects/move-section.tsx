import { Group, Text, Title } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { notify } from '../../acts/notices';
import { type Role, useSession } from '../../session/session';
import { latePart } from '../../parts/late-part';
import { flushDraft } from './editor/use-draft';
import { isMove, type Move } from './moves';
import type { ProjectView } from './projects-api';

const MoveForm = latePart(() => import('./move-form'));

/** Those that lead the project on; the others step aside. */
const sideways: readonly Move[] = ['suspend', 'cancel', 'request-changes'];
/** Made on the Bureau's pages and on the programme's. */
const elsewhere: readonly Move[] = ['table', 'approve', 'adjourn', 'reject', 'approve-programme'];

/** What may happen next to a project, for whoever may do it; or whom it waits for. */
export function MoveSection({ project }: { project: ProjectView }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const { data: person } = useSession();
  const [asked, setAsked] = useState<Move>();
  const roles = person?.roles ?? [];
  const ask = async (move: Move) => {
    if (await flushDraft(project.code)) setAsked(move);
    else notify({ tone: 'bad', title: t('act.unsaved') });
  };
  const mine = project.openMoves.flatMap(({ move, roles: its }) =>
    isMove(move) && !elsewhere.includes(move) && its.some((role) => roles.includes(role as Role)) ? [move] : [],
  );
  const others = [
    ...new Set(
      project.openMoves.filter(({ move }) => isMove(move) && !sideways.includes(move)).flatMap(({ roles: its }) => its),
    ),
  ] as Role[];
  return (
    <section className="card padded no-print" aria-labelledby="next" data-testid="next-step">
      <Title order={2} id="next" mb="sm">
        {t('next.title')}
      </Title>
      {project.openMoves.length === 0 && <Text size="sm">{t('next.none')}</Text>}
      {mine.every((move) => sideways.includes(move)) && others.length > 0 && (
        <Text size="sm" mb="sm">
          {t('next.other', { roles: others.map((role) => shared(`role.${role}`)).join(', ') })}
        </Text>
      )}
      <Group gap="xs">
        {mine.map((move) => (
          <MoveButton key={move} move={move} project={project} ask={() => void ask(move)} />
        ))}
      </Group>
      {asked && (
        <Suspense>
          <MoveForm project={project} move={asked} close={() => setAsked(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function MoveButton({ move, project, ask }: { move: Move; project: ProjectView; ask: () => void }) {
  const { t } = useTranslation('projects');
  const because = useBlocked(move, project);
  return (
    <ActButton
      variant={sideways.includes(move) ? 'default' : 'filled'}
      because={because}
      explain={because !== undefined}
      onClick={ask}
      data-testid={`move-${move}`}
    >
      {t(`move.${move}`)}
    </ActButton>
  );
}

/** Why a move the state allows can't be made yet. */
function useBlocked(move: Move, { checklist, openRequests }: ProjectView): string | undefined {
  const { t } = useTranslation('projects');
  if (move !== 'submit' && move !== 'declare-complete') return undefined;
  if (move === 'submit' && openRequests > 0) return t('act.answerFirst');
  const missing = checklist.filter(({ met }) => !met).map(({ part }) => t(`part.${part}`));
  return missing.length > 0 ? t('act.missing', { parts: missing.join(', ') }) : undefined;
}
