import { Button, Group, Text } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { ConfirmAct } from '../../../acts/confirm-act';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import { useSession } from '../../../session/session';
import { StateMark, type Tone } from '../../../states/state-mark';
import { mayOpen } from '../../page';
import { Changes } from '../changes-table';
import { disbursements, keys } from '../projects-api';
import { agreementKey, type Amendment } from './agreement-api';
import { usePersonName } from '../person-name';
import { Signatures } from './signatures';

const marks: Record<Amendment['status'], { tone: Tone; icon: typeof IconX }> = {
  PREPARED: { tone: 'waiting', icon: IconHourglass },
  IN_FORCE: { tone: 'done', icon: IconCircleCheck },
  WITHDRAWN: { tone: 'neutral', icon: IconX },
};

interface Props {
  project: string;
  amendment: Amendment;
}

/** An amendment: what it changes, who signed it, and the acts that put it in force or take it back. */
export function AmendmentCard({ project, amendment }: Props) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { number, status, reason, changes, signatures, preparedBy, preparedOn, inForceOn } = amendment;
  const nameOf = usePersonName();
  return (
    <article data-testid={`amendment-${number}`}>
      <Group justify="space-between">
        <Text fw={600}>{t('agreement.amendment', { number })}</Text>
        <StateMark {...marks[status]}>{t(`agreement.status.${status}`)}</StateMark>
      </Group>
      <Text size="sm">{reason}</Text>
      <Text size="xs" className="muted">
        {t('history.by', { actor: nameOf(preparedBy), day: formatDay(preparedOn, language) })}
        {inForceOn && ` · ${t('agreement.inForceOn', { day: formatDay(inForceOn, language) })}`}
      </Text>
      <Changes diff={changes} label={t('agreement.amendment', { number })} />
      {status !== 'WITHDRAWN' && (
        <Signatures project={project} number={number} signatures={signatures} open={status === 'PREPARED'} />
      )}
      <Group gap="xs" mt="xs" className="no-print">
        <Button
          component="a"
          variant="default"
          size="xs"
          href={`/api/disbursements/projects/${encodeURIComponent(project)}/agreement/amendments/${number}/document`}
        >
          {t('agreement.readAmendment')}
        </Button>
        {status === 'PREPARED' && <Decide project={project} amendment={amendment} />}
      </Group>
    </article>
  );
}

function Decide({ project, amendment: { number, reason, signatures, preparedBy } }: Props) {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [asked, setAsked] = useState<'put-in-force' | 'withdraw'>();
  const refresh = [agreementKey(project), keys.projects];
  const done = (title: string) => () => {
    setAsked(undefined);
    return { title };
  };
  const params = { path: { id: project, number } };
  const enforce = useAct({
    send: (_: null, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/agreement/amendments/{number}/put-in-force', {
          params,
          body: {},
          headers,
        }),
      ),
    refresh,
    done: done(t('agreement.enforced', { number })),
  });
  const withdraw = useAct({
    send: (_: null, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/agreement/amendments/{number}/withdraw', {
          params,
          headers,
        }),
      ),
    refresh,
    done: done(t('agreement.withdrawn', { number })),
  });
  const missing = signatures.length < 2 ? t('agreement.signFirst') : undefined;
  const because = person?.id === preparedBy ? t('agreement.own') : missing;
  const acts = { 'put-in-force': enforce, withdraw };
  return (
    <>
      {mayOpen(person, ['secretariat']) && (
        <ActButton because={because} explain={because !== undefined} onClick={() => setAsked('put-in-force')}>
          {t('agreement.enforce')}
        </ActButton>
      )}
      {mayOpen(person, ['secretariat', 'project-officer']) && (
        <ActButton variant="default" onClick={() => setAsked('withdraw')}>
          {t('agreement.withdraw')}
        </ActButton>
      )}
      {asked && (
        <ConfirmAct
          opened
          close={() => setAsked(undefined)}
          title={t('agreement.amendment', { number })}
          facts={[{ label: t('agreement.reason'), value: reason }]}
          act={asked === 'withdraw' ? t('agreement.withdraw') : t('agreement.enforce')}
          pending={acts[asked].isPending}
          confirm={() => acts[asked].mutate(null)}
        />
      )}
    </>
  );
}
