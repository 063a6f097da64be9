import { Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { mayOpen } from '../page';
import { disbursements, keys, type SessionView } from './bureau-api';

/** Publishes the votes for good. */
export function CloseSession({ session }: { session: SessionView }) {
  const { t } = useTranslation('bureau');
  const language = useLanguage();
  const { data: person } = useSession();
  const [asking, { open, close }] = useDisclosure();
  const act = useAct<void, unknown>({
    send: (_, headers) =>
      answered(
        disbursements.POST('/api/disbursements/bureau-sessions/{id}/close', {
          params: { path: { id: session.code } },
          headers,
        }),
      ),
    refresh: [keys.sessions, ['projects']],
    done: () => {
      close();
      return { title: t('close.done') };
    },
  });
  const waiting = session.agenda.filter(({ outcome }) => outcome === null).length;
  const because = !person || !mayOpen(person, ['bureau-secretary']) ? t('close.role') : undefined;
  return (
    <Group justify="end">
      <ActButton
        because={because ?? (waiting > 0 ? t('close.waiting', { count: waiting }) : undefined)}
        explain
        onClick={open}
      >
        {t('close.act')}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('close.title', { day: formatDay(session.date, language) })}
        facts={[
          { label: t('engaged'), value: <Figure value={session.engaged} /> },
          { label: t('attributed'), value: <Figure value={session.attributed} /> },
        ]}
        act={t('close.act')}
        pending={act.isPending}
        confirm={() => act.mutate()}
      >
        <Text size="sm">{t('close.text')}</Text>
      </ConfirmAct>
    </Group>
  );
}
