import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { disbursements, keys, type SessionView } from './bureau-api';

const EVERYTHING = 500;
/** States whose projects come before the Bureau: for the first time, or again while they run. */
const tableable = ['APPRAISED', 'VOTED', 'AGREEMENT_SIGNED', 'IN_PROGRESS'];

/** Puts a project before the Bureau, with what is proposed for it. */
export function AddToAgenda({ session }: { session: SessionView }) {
  const { t } = useTranslation('bureau');
  const [adding, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t('agenda.add')}
      </Button>
      {adding && <Add session={session} close={close} />}
    </>
  );
}

function useTableable(session: SessionView) {
  const { data } = useQuery({
    queryKey: ['projects'],
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects', { params: { query: { limit: EVERYTHING } } })),
  });
  const tabled = new Set(session.agenda.map(({ project }) => project));
  return (data?.items ?? []).filter(
    ({ code, state, instrument }) => instrument === 'COOPERATION' && tableable.includes(state) && !tabled.has(code),
  );
}

function Add({ session, close }: { session: SessionView; close: () => void }) {
  const { t } = useTranslation('bureau');
  const { t: shared } = useTranslation();
  const projects = useTableable(session);
  const [asked, setAsked] = useState({ project: '', engaged: '', attributed: '', recommendation: '' });
  const [tried, setTried] = useState(false);
  // What the secretariat advises or engages is about an amount; zero is one.
  const unsaid = isProposal(asked) && asked.attributed === '';
  const act = useAct({
    send: ({ project, ...proposal }: typeof asked, headers) =>
      answered(
        disbursements.POST('/api/disbursements/bureau-sessions/{id}/agenda', {
          params: { path: { id: session.code } },
          body: {
            projects: [project],
            proposals: isProposal(proposal) ? [{ project, ...proposalOf(proposal) }] : [],
          },
          headers,
        }),
      ),
    refresh: [keys.sessions, ['projects']],
    done: (_, { project }) => {
      close();
      return { title: t('agenda.saved', { project }) };
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('agenda.add')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (asked.project && !unsaid) act.mutate(asked);
        }}
      >
        <Stack gap="md">
          <Select
            label={t('agenda.project')}
            data={projects.map(({ code, title }) => ({ value: code, label: `${title} (${code})` }))}
            value={asked.project || null}
            onChange={(project) => setAsked({ ...asked, project: project ?? '' })}
            error={tried && !asked.project && t('agenda.pick')}
            searchable
            withAsterisk
          />
          <AmountField
            label={t('agenda.attributed')}
            currency="EUR"
            value={asked.attributed}
            onChange={(attributed) => setAsked({ ...asked, attributed })}
            error={tried && unsaid && t('agenda.amountMissing')}
          />
          <AmountField
            label={t('agenda.engaged')}
            description={t('agenda.engagedHelp')}
            currency="EUR"
            value={asked.engaged}
            onChange={(engaged) => setAsked({ ...asked, engaged })}
          />
          <Textarea
            label={t('agenda.recommendation')}
            value={asked.recommendation}
            onChange={(event) => setAsked({ ...asked, recommendation: event.currentTarget.value })}
            autosize
            minRows={2}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('agenda.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Proposal {
  engaged: string;
  attributed: string;
  recommendation: string;
}

function isProposal({ engaged, attributed, recommendation }: Proposal): boolean {
  return [engaged, attributed, recommendation].some((said) => said.trim() !== '');
}

function proposalOf({ engaged, attributed, recommendation }: Proposal) {
  const euros = (amount: string) => ({ amount, currency: 'EUR' });
  return {
    attributed: euros(attributed),
    ...(engaged && { engaged: euros(engaged) }),
    ...(recommendation.trim() && { recommendation: recommendation.trim() }),
  };
}
