import { Button, Group, Text, Textarea } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconMessageDots from '@tabler/icons-react/dist/esm/icons/IconMessageDots.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import { type Role, useSession } from '../../../session/session';
import { StateMark } from '../../../states/state-mark';
import { mayOpen } from '../../page';
import { type Comment, disbursements, keys, useComments } from '../projects-api';
import type { CommentSection } from '../sections';

const writers: readonly Role[] = ['secretariat', 'project-officer', 'city'];

interface Props {
  project: string;
  section: CommentSection;
}

/** What the secretariat and the city say to each other about one part. */
export function CommentThreads({ project, section }: Props) {
  const { t } = useTranslation('projects');
  const { data: comments = [] } = useComments(project);
  const { data: person } = useSession();
  const [writing, setWriting] = useState(false);
  const mayWrite = person ? mayOpen(person, writers) : false;
  const threads = comments.filter((comment) => comment.section === section && comment.thread === null);
  if (threads.length === 0 && !mayWrite) return null;
  return (
    <div className="rows no-print">
      {threads.map((first) => (
        <Thread
          key={first.id}
          project={project}
          first={first}
          answers={comments.filter(({ thread }) => thread === first.id)}
          mayWrite={mayWrite}
        />
      ))}
      {mayWrite &&
        (writing ? (
          <Writing project={project} section={section} done={() => setWriting(false)} label={t('comments.write')} />
        ) : (
          <Group>
            <Button
              variant="subtle"
              size="xs"
              leftSection={<IconMessageDots size={16} />}
              onClick={() => setWriting(true)}
            >
              {t('comments.write')}
            </Button>
          </Group>
        ))}
    </div>
  );
}

interface ThreadProps {
  project: string;
  first: Comment;
  answers: Comment[];
  mayWrite: boolean;
}

function Thread({ project, first, answers, mayWrite }: ThreadProps) {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [answering, setAnswering] = useState(false);
  const resolve = useAct({
    send: (comment: string, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/comments/{comment}/resolve', {
          params: { path: { id: project, comment } },
          headers: { ...headers },
        }),
      ),
    refresh: [keys.comments(project), keys.project(project)],
  });
  const settled = first.resolvedBy !== null;
  const mayResolve = !settled && person ? mayOpen(person, ['secretariat', 'project-officer']) : false;
  return (
    <div className="thread" data-testid={first.kind === 'CHANGE_REQUEST' ? 'change-request' : 'comment'}>
      {first.kind === 'CHANGE_REQUEST' && <RequestState first={first} answers={answers} />}
      <Words comment={first} />
      {answers.map((answer) => (
        <div key={answer.id} className="answer">
          <Words comment={answer} />
        </div>
      ))}
      {answering ? (
        <Writing
          project={project}
          section={first.section}
          thread={first.id}
          done={() => setAnswering(false)}
          label={t('comments.answer')}
        />
      ) : (
        <Group gap="xs">
          {mayWrite && !settled && (
            <Button variant="default" size="xs" onClick={() => setAnswering(true)}>
              {t('comments.answer')}
            </Button>
          )}
          {mayResolve && (
            <Button variant="subtle" size="xs" loading={resolve.isPending} onClick={() => resolve.mutate(first.id)}>
              {t('comments.resolve')}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}

function RequestState({ first, answers }: { first: Comment; answers: Comment[] }) {
  const { t } = useTranslation('projects');
  const settled = first.resolvedBy !== null;
  const isAnswered = answers.some(({ author }) => author !== first.author);
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        {t('comments.request')}
      </Text>
      <StateMark
        tone={settled ? 'done' : isAnswered ? 'waiting' : 'late'}
        icon={settled ? IconCircleCheck : IconMessageDots}
      >
        {settled ? t('comments.resolved') : isAnswered ? t('comments.answered') : t('comments.open')}
      </StateMark>
    </Group>
  );
}

function Words({ comment }: { comment: Comment }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const { text, authorName, authorRole, writtenAt } = comment;
  return (
    <div>
      <Text size="sm" className="prose">
        {text}
      </Text>
      <Text size="xs" className="muted">
        {t('comments.at', {
          name: authorName,
          role: shared(`role.${authorRole as Role}`),
          day: formatDay(writtenAt.slice(0, 10), language),
        })}
      </Text>
    </div>
  );
}

interface WritingProps extends Props {
  thread?: string;
  label: string;
  done: () => void;
}

function Writing({ project, section, thread, label, done }: WritingProps) {
  const { t } = useTranslation('projects');
  const [text, setText] = useState('');
  const send = useAct({
    send: (written: string, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/comments', {
          params: { path: { id: project } },
          body: { section, text: written, ...(thread && { thread }) },
          headers: { ...headers },
        }),
      ),
    refresh: [keys.comments(project), keys.project(project), keys.projects],
    done: () => {
      done();
      return { title: t('comments.sent') };
    },
  });
  return (
    <form
      className="rows"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) send.mutate(text.trim());
      }}
    >
      <Textarea
        label={label}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <Group gap="xs">
        <Button type="submit" size="xs" loading={send.isPending}>
          {t('comments.send')}
        </Button>
        <Button variant="subtle" size="xs" onClick={done}>
          {t('comments.cancel')}
        </Button>
      </Group>
    </form>
  );
}
