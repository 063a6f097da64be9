import '../../styles/forms.css';
import { Button, Group, Modal, Radio, Select, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered, problemOf } from '../../api/client';
import { type Closing, ClosingFields } from './closing-fields';
import { ProjectState } from './project-state';
import type { Move } from './moves';
import { keys, type ProjectView } from './projects-api';
import { commentSections, type CommentSection } from './sections';

interface Props {
  project: ProjectView;
  move: Move;
  close: () => void;
}

interface Asked extends Closing {
  reason?: string;
  note?: string;
  conflictOfInterest?: boolean | string;
  changes?: { section: CommentSection; text: string }[];
}

const conflictFree = 'Aucun conflit d’intérêts déclaré';

/** Restates the move and asks what its rule asks: a reason, a note with its statement of interests, a cost, changes. */
export default function MoveForm({ project, move, close }: Props) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const [asked, setAsked] = useState<Asked>({});
  const [tried, setTried] = useState(false);
  const open = project.openMoves.find((one) => one.move === move);
  const act = useAct({
    send: (body: Asked, headers) => send(project.code, move, body, headers),
    refresh: [keys.projects],
    done: () => {
      close();
      return { title: t('act.done', { project: project.title, state: open ? t(`state.${open.to}`) : '' }) };
    },
  });
  const missing = missingIn(move, asked, open?.needsReason ?? false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing) act.mutate(asked);
  };
  return (
    <Modal
      opened
      onClose={close}
      centered
      size={move === 'request-changes' ? 'lg' : 'md'}
      title={t('act.confirm', { act: t(`move.${move}`) })}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <dl className="facts">
            <div>
              <dt>{t('act.project')}</dt>
              <dd>{project.title}</dd>
            </div>
            <div>
              <dt>{t('act.from')}</dt>
              <dd>
                <ProjectState state={project.state} />
              </dd>
            </div>
            {open && (
              <div>
                <dt>{t('act.to')}</dt>
                <dd>
                  <ProjectState state={open.to} />
                </dd>
              </div>
            )}
          </dl>
          {move === 'request-changes' && (
            <Changes changes={asked.changes ?? []} set={(changes) => setAsked({ ...asked, changes })} tried={tried} />
          )}
          {open?.needsReason && (
            <Textarea
              label={t('act.reason')}
              withAsterisk
              autosize
              minRows={2}
              value={asked.reason ?? ''}
              error={tried && missing === 'reason' && shared('act.reasonMissing')}
              onChange={(event) => setAsked({ ...asked, reason: event.currentTarget.value })}
            />
          )}
          {move === 'appraise' && <Appraisal asked={asked} set={setAsked} missing={tried ? missing : undefined} />}
          {move === 'close' && (
            <ClosingFields
              project={project}
              asked={asked}
              set={(change) => setAsked({ ...asked, ...change })}
              missing={tried && missing === 'finalCost'}
            />
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending} {...(move === 'cancel' && { color: 'var(--emergency)' })}>
              {t(`move.${move}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

async function send(code: string, move: Move, body: Asked, headers: { 'idempotency-key': string }): Promise<unknown> {
  const response = await fetch(`/api/disbursements/projects/${encodeURIComponent(code)}/${move}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return answered(Promise.resolve({ data: answer, response }));
}

function missingIn(move: Move, asked: Asked, needsReason: boolean) {
  const { reason, note, conflictOfInterest, finalCost, changes = [] } = asked;
  if (changes.some(({ text }) => !text.trim())) return 'changes';
  if (needsReason && !reason?.trim()) return 'reason';
  if (move === 'appraise' && !note?.trim()) return 'note';
  if (move === 'appraise' && typeof conflictOfInterest !== 'string') return 'conflict';
  if (move === 'close' && !finalCost?.amount) return 'finalCost';
  return undefined;
}

function Appraisal({
  asked,
  set,
  missing,
}: {
  asked: Asked;
  set: (asked: Asked) => void;
  missing: string | undefined;
}) {
  const { t } = useTranslation('projects');
  const declared = asked.conflictOfInterest === true ? 'some' : asked.conflictOfInterest === undefined ? null : 'none';
  return (
    <>
      <Textarea
        label={t('act.note')}
        withAsterisk
        autosize
        minRows={4}
        value={asked.note ?? ''}
        error={missing === 'note' && t('act.noteMissing')}
        onChange={(event) => set({ ...asked, note: event.currentTarget.value })}
      />
      <Radio.Group
        label={t('act.conflict')}
        withAsterisk
        value={declared}
        error={(missing === 'conflict' || declared === 'some') && t('act.conflictBlocks')}
        onChange={(choice) => set({ ...asked, conflictOfInterest: choice === 'some' ? true : conflictFree })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="none" label={t('act.conflictNone')} />
          <Radio value="some" label={t('act.conflictSome')} />
        </Stack>
      </Radio.Group>
    </>
  );
}

type Change = NonNullable<Asked['changes']>[number];

interface ChangesProps {
  changes: Change[];
  set: (changes: Change[]) => void;
  tried: boolean;
}

function Changes({ changes, set, tried }: ChangesProps) {
  const { t } = useTranslation('projects');
  const replace = (at: number, change: Partial<Change>) =>
    set(changes.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset className="rows" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend>{t('act.changes')}</legend>
      {changes.map((change, index) => (
        <div key={index} className="thread">
          <Select
            label={t('act.section')}
            value={change.section}
            data={commentSections.map((value) => ({ value, label: t(`section.${value}`) }))}
            allowDeselect={false}
            onChange={(section) => replace(index, { section: (section ?? 'general') as CommentSection })}
          />
          <Textarea
            label={t('act.changeText')}
            autosize
            minRows={2}
            value={change.text}
            error={tried && !change.text.trim() && t('act.textMissing')}
            onChange={(event) => replace(index, { text: event.currentTarget.value })}
          />
          <Group>
            <Button variant="subtle" size="xs" onClick={() => set(changes.filter((_, at) => at !== index))}>
              {t('act.removeChange')}
            </Button>
          </Group>
        </div>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => set([...changes, { section: 'general', text: '' }])}>
          {t('act.addChange')}
        </Button>
      </Group>
    </fieldset>
  );
}
