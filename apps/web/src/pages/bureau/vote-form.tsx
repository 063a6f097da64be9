import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { type AgendaItem, disbursements, keys, type Outcome, type SessionView } from './bureau-api';

const outcomes: readonly Outcome[] = ['APPROVED', 'PARTLY_APPROVED', 'ADJOURNED', 'REJECTED'];

interface Props {
  session: SessionView;
  item: AgendaItem;
  close: () => void;
}

interface Asked {
  outcome: Outcome;
  for: number | '';
  against: number | '';
  abstentions: number | '';
  engaged: string;
  attributed: string;
}

/** The vote on one project; it can be changed or undone until the session is closed. */
export function VoteForm({ session, item, close }: Props) {
  const { t } = useTranslation('bureau');
  const { t: shared } = useTranslation();
  const [asked, setAsked] = useState(() => start(session, item));
  const set = (change: Partial<Asked>) => setAsked({ ...asked, ...change });
  const grants = asked.outcome === 'APPROVED' || asked.outcome === 'PARTLY_APPROVED';
  const act = useAct({
    send: (body: ReturnType<typeof ballotOf>, headers) =>
      answered(
        disbursements.POST('/api/disbursements/bureau-sessions/{id}/votes', {
          params: { path: { id: session.code } },
          body,
          headers,
        }),
      ),
    refresh: [keys.sessions],
    done: () => {
      close();
      return { title: t('vote.saved', { project: item.title, outcome: t(`outcome.${asked.outcome}`) }) };
    },
  });
  const voices = (name: 'for' | 'against' | 'abstentions') => (
    <NumberInput
      label={t(`vote.${name}`)}
      value={asked[name]}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : '' })}
      min={0}
      allowDecimal={false}
      allowNegative={false}
    />
  );
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('vote.title', { project: item.title })}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(ballotOf(item, asked, grants));
        }}
      >
        <Stack gap="md">
          <Select
            label={t('vote.outcome')}
            data={outcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
            value={asked.outcome}
            onChange={(outcome) => set({ outcome: (outcome as Outcome | null) ?? asked.outcome })}
            allowDeselect={false}
          />
          <SimpleGrid cols={3}>
            {voices('for')}
            {voices('against')}
            {voices('abstentions')}
          </SimpleGrid>
          {grants && (
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <AmountField
                label={t('vote.engaged')}
                currency="EUR"
                value={asked.engaged}
                onChange={(engaged) => set({ engaged })}
              />
              <AmountField
                label={t('vote.attributed')}
                currency="EUR"
                value={asked.attributed}
                onChange={(attributed) => set({ attributed })}
              />
            </SimpleGrid>
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('vote.record')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What was voted, else what is proposed, with all who may vote in favour. */
function start({ present }: SessionView, item: AgendaItem): Asked {
  const entitled = present === null ? '' : present - (item.recused ? 1 : 0);
  return {
    outcome: item.outcome ?? 'APPROVED',
    for: item.for ?? entitled,
    against: item.against ?? 0,
    abstentions: item.abstentions ?? 0,
    engaged: (item.engaged ?? item.proposedEngaged)?.amount ?? '',
    attributed: (item.attributed ?? item.proposedAttributed)?.amount ?? '',
  };
}

function ballotOf({ project }: AgendaItem, asked: Asked, grants: boolean) {
  const amount = (text: string) => ({ amount: text, currency: 'EUR' });
  return {
    projectId: project,
    outcome: asked.outcome,
    ...(asked.for !== '' && { for: asked.for }),
    ...(asked.against !== '' && { against: asked.against }),
    ...(asked.abstentions !== '' && { abstentions: asked.abstentions }),
    ...(grants && asked.engaged && { engaged: amount(asked.engaged) }),
    ...(grants && asked.attributed && { attributed: amount(asked.attributed) }),
  };
}
