import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { ConfirmAct } from '../../../acts/confirm-act';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import { useSession } from '../../../session/session';
import { Empty } from '../../../states/states';
import { mayOpen } from '../../page';
import { Changes } from '../changes-table';
import { usePersonName } from '../person-name';
import { disbursements, keys, type Programme } from '../projects-api';
import { latePart } from '../../../parts/late-part';

const AmendmentForm = latePart(() => import('./amendment-form'));

type Amendment = Programme['amendments'][number];

/** What the donors agreed to change since the programme was approved. */
export function Amendments({ programme }: { programme: Programme }) {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [preparing, setPreparing] = useState(false);
  const { status, amendments } = programme;
  if (status !== 'APPROVED') return null;
  const waiting = amendments.some((amendment) => amendment.status === 'PREPARED');
  return (
    <section className="card padded" aria-labelledby="amendments" data-testid="programme-amendments">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="amendments">
          {t('programmes.amendments')}
        </Title>
        {mayOpen(person, ['project-officer', 'secretariat']) && !waiting && (
          <Button variant="default" size="xs" className="no-print" onClick={() => setPreparing(true)}>
            {t('agreement.prepare')}
          </Button>
        )}
      </Group>
      {amendments.length === 0 && <Empty>{t('agreement.noAmendment')}</Empty>}
      <Stack gap="md">
        {[...amendments].reverse().map((amendment) => (
          <AmendmentCard key={amendment.number} programme={programme} amendment={amendment} />
        ))}
      </Stack>
      {preparing && (
        <Suspense>
          <AmendmentForm programme={programme} close={() => setPreparing(false)} />
        </Suspense>
      )}
    </section>
  );
}

interface Props {
  programme: Programme;
  amendment: Amendment;
}

function AmendmentCard({ programme, amendment }: Props) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { number, status, reason, changes, preparedBy, preparedOn, approvedBy, approvedOn } = amendment;
  const nameOf = usePersonName();
  return (
    <article data-testid={`amendment-${number}`}>
      <Group justify="space-between">
        <Text fw={600}>{t('agreement.amendment', { number })}</Text>
        <Text size="sm">{t(`programmes.amendment.${status}`)}</Text>
      </Group>
      <Text size="sm">{reason}</Text>
      <Text size="xs" className="muted">
        {t('programmes.prepared', { actor: nameOf(preparedBy), day: formatDay(preparedOn, language) })}
        {approvedBy && approvedOn && (
          <> · {t('programmes.approvedBy', { actor: nameOf(approvedBy), day: formatDay(approvedOn, language) })}</>
        )}
      </Text>
      <Changes diff={changes} label={t('agreement.amendment', { number })} />
      {status === 'PREPARED' && <Decide programme={programme} amendment={amendment} />}
    </article>
  );
}

function Decide({ programme, amendment: { number, reason, preparedBy } }: Props) {
  const { t } = useTranslation('projects');
  const { data: person } = useSession();
  const [asked, setAsked] = useState<'approve' | 'withdraw'>();
  const params = { path: { id: programme.code, number } };
  const refresh = [keys.programmes, keys.projects];
  const done = (title: string) => () => {
    setAsked(undefined);
    return { title };
  };
  const approve = useAct({
    send: (_: null, headers) =>
      answered(
        disbursements.POST('/api/disbursements/programmes/{id}/amendments/{number}/approve', {
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
        disbursements.POST('/api/disbursements/programmes/{id}/amendments/{number}/withdraw', { params, headers }),
      ),
    refresh,
    done: done(t('agreement.withdrawn', { number })),
  });
  const acts = { approve, withdraw };
  const because = person?.id === preparedBy ? t('agreement.own') : undefined;
  return (
    <Group gap="xs" mt="xs" className="no-print">
      {mayOpen(person, ['secretariat']) && (
        <ActButton because={because} explain={because !== undefined} onClick={() => setAsked('approve')}>
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
          facts={[{ label: programme.title, value: reason }]}
          act={asked === 'withdraw' ? t('agreement.withdraw') : t('agreement.enforce')}
          pending={acts[asked].isPending}
          confirm={() => acts[asked].mutate(null)}
        />
      )}
    </Group>
  );
}
