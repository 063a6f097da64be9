import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { Figure } from '../../money/figure';
import { euros, minorOf } from '../../money/format';
import { type AgendaItem, disbursements, keys, type SessionView } from './bureau-api';

/** Adopts what is proposed and not voted yet, item by item: each keeps its own vote, which can be undone. */
export function BlockVote({ session }: { session: SessionView }) {
  const { t } = useTranslation('bureau');
  const [asking, { open, close }] = useDisclosure();
  const proposed = session.agenda.filter((item) => item.outcome === null && item.proposedAttributed !== null);
  const total = proposed.reduce((sum, { proposedAttributed }) => sum + minorOf(proposedAttributed?.amount ?? '0'), 0n);
  const act = useAct<void, number>({
    send: async (_, headers) => {
      for (const item of proposed) await adopt(session, item, `${headers['idempotency-key']}-${item.project}`);
      return proposed.length;
    },
    refresh: [keys.sessions],
    done: (count) => {
      close();
      return { title: t('vote.blockDone', { count }) };
    },
  });
  if (proposed.length < 2) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t('vote.block', { count: proposed.length })}
      </Button>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('vote.blockTitle')}
        facts={[{ label: t('running.proposed'), value: <Figure value={euros(total)} /> }]}
        act={t('vote.block', { count: proposed.length })}
        pending={act.isPending}
        confirm={() => act.mutate()}
      >
        <Text size="sm">{t('vote.blockText')}</Text>
      </ConfirmAct>
    </>
  );
}

function adopt({ code, present }: SessionView, item: AgendaItem, key: string): Promise<unknown> {
  const entitled = present === null ? undefined : present - (item.recused ? 1 : 0);
  return answered(
    disbursements.POST('/api/disbursements/bureau-sessions/{id}/votes', {
      params: { path: { id: code } },
      body: {
        projectId: item.project,
        outcome: 'APPROVED',
        ...(item.proposedEngaged && { engaged: item.proposedEngaged }),
        ...(item.proposedAttributed && { attributed: item.proposedAttributed }),
        ...(entitled !== undefined && { for: entitled, against: 0, abstentions: 0 }),
      },
      headers: { 'idempotency-key': key },
    }),
  );
}
