import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { useSession } from '../../session/session';
import { StateMark, type Tone } from '../../states/state-mark';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { mayOpen } from '../page';
import { JustifyForm } from './justify-form';
import { disbursements, type Justification, keys, type Tranche, useJustifications } from './tranches-api';

const marks: Record<Justification['status'], { tone: Tone; icon: typeof IconCheck }> = {
  SUBMITTED: { tone: 'waiting', icon: IconHourglass },
  ACCEPTED: { tone: 'done', icon: IconCheck },
  REJECTED: { tone: 'late', icon: IconX },
};

/** What the city spent of the tranche, line by line, accepted or rejected by somebody else. */
export function Justifications({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const { data: person } = useSession();
  const [adding, { open, close }] = useDisclosure();
  const query = useJustifications(tranche.code);
  const may = tranche.status === 'PAID' && mayOpen(person, ['city', 'project-officer']);
  return (
    <section className="card padded" aria-labelledby="justifications" data-testid="justifications">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="justifications">
          {t('justify.title')}
        </Title>
        {may && (
          <Button variant="default" size="xs" onClick={open}>
            {t('justify.add')}
          </Button>
        )}
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={80} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('justify.none')}</Empty>
          ) : (
            <Stack gap="md">
              {items.map((justification) => (
                <Report key={justification.id} tranche={tranche} justification={justification} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && <JustifyForm tranche={tranche} close={close} />}
    </section>
  );
}

function Report({ tranche, justification }: { tranche: Tranche; justification: Justification }) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const { status, amount, reason, lines } = justification;
  return (
    <article>
      <Group justify="space-between">
        <Text fw={550}>
          <Figure value={amount} /> <span className="muted">{t('justify.lines', { count: lines.length })}</span>
        </Text>
        <Group gap="xs">
          <StateMark {...marks[status]}>{t(`justify.status.${status}`)}</StateMark>
          {status === 'SUBMITTED' && <Judge tranche={tranche} justification={justification} />}
        </Group>
      </Group>
      {reason && <Text size="sm">{reason}</Text>}
      <Table.ScrollContainer
        minWidth={480}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('justify.title') } }}
      >
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {lines.map((line, at) => (
              <Table.Tr key={`${line.budgetLine}-${at}`}>
                <Table.Td>{formatDayShort(line.date, language)}</Table.Td>
                <Table.Td>{line.budgetLine}</Table.Td>
                <Table.Td>{line.document}</Table.Td>
                <Table.Td ta="right">
                  <Figure value={line.amount} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </article>
  );
}

function Judge({ tranche, justification: { id, amount } }: { tranche: Tranche; justification: Justification }) {
  const { t } = useTranslation('tranches');
  const { data: person } = useSession();
  const [rejecting, { open, close }] = useDisclosure();
  const path = { params: { path: { id } } };
  const refresh = [keys.tranches, ['projects']];
  const accept = useAct<void, unknown>({
    send: (_, headers) =>
      answered(disbursements.POST('/api/disbursements/justifications/{id}/accept', { ...path, body: {}, headers })),
    refresh,
    done: () => ({ title: t('justify.accepted') }),
  });
  const reject = useAct<string, unknown>({
    send: (reason, headers) =>
      answered(
        disbursements.POST('/api/disbursements/justifications/{id}/reject', { ...path, body: { reason }, headers }),
      ),
    refresh,
    done: () => {
      close();
      return { title: t('justify.rejected') };
    },
  });
  if (!person || !mayOpen(person, ['project-officer'])) return null;
  return (
    <>
      <Button size="xs" loading={accept.isPending} onClick={() => accept.mutate()}>
        {t('justify.accept')}
      </Button>
      <Button size="xs" variant="default" onClick={open}>
        {t('justify.reject')}
      </Button>
      <ConfirmAct
        opened={rejecting}
        close={close}
        title={t('justify.rejectTitle')}
        facts={[{ label: tranche.code, value: <Figure value={amount} /> }]}
        act={t('justify.reject')}
        reason={t('justify.rejectReason')}
        pending={reject.isPending}
        confirm={(reason) => reject.mutate(reason)}
      />
    </>
  );
}
