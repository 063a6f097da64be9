import '../../styles/forms.css';
import './words';
import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useSession } from '../../session/session';
import { BlockSkeleton, Loaded } from '../../states/states';
import { DataTable } from '../../tables/data-table';
import { mayOpen } from '../page';
import type { ProjectView } from '../projects/projects-api';
import { useTrancheColumns } from './tranches';
import { type Condition, disbursements, keys, type Tranche, useTranchesOf } from './tranches-api';

/** The tranches of a project, and the next one to plan. */
export default function TranchesTab({ project }: { project: ProjectView }) {
  const { t } = useTranslation('tranches');
  const { data: person } = useSession();
  const [planning, { open, close }] = useDisclosure();
  const query = useTranchesOf(project.code);
  const columns = useTrancheColumns(false);
  return (
    <Stack gap="md">
      <Group justify="end" gap="xs">
        <Button
          component="a"
          variant="default"
          size="xs"
          href={`/api/disbursements/projects/${project.code}/agreement.pdf`}
        >
          {t('plan.agreement')}
        </Button>
        {person && mayOpen(person, ['project-officer']) && (
          <Button variant="default" size="xs" onClick={open}>
            {t('plan.add')}
          </Button>
        )}
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={160} />}>
        {(tranches) => (
          <>
            <DataTable
              label={t('title')}
              columns={columns}
              rows={tranches}
              rowKey={({ id }) => id}
              empty={t('none')}
              testid="project-tranches"
            />
            {planning && <PlanTranche project={project.code} tranches={tranches} close={close} />}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

interface PlanProps {
  project: string;
  tranches: readonly Tranche[];
  close: () => void;
}

interface Asked {
  amount: string;
  previous: number | '';
  milestone: string;
}

function PlanTranche({ project, tranches, close }: PlanProps) {
  const { t } = useTranslation('tranches');
  const { t: shared } = useTranslation();
  const number = Math.max(0, ...tranches.map((tranche) => tranche.number)) + 1;
  const [asked, setAsked] = useState<Asked>({ amount: '', previous: number > 1 ? 70 : '', milestone: '' });
  const [tried, setTried] = useState(false);
  const act = useAct({
    send: ({ amount, ...needed }: Asked, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/tranches', {
          params: { path: { id: project } },
          body: { number, amount: { amount, currency: 'EUR' }, conditions: conditionsOf(needed) },
          headers,
        }),
      ),
    refresh: [keys.tranches],
    done: () => {
      close();
      return { title: t('plan.saved') };
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={`${t('plan.add')} (${t('number', { number })})`}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (asked.amount) act.mutate(asked);
        }}
      >
        <Stack gap="md">
          <AmountField
            label={t('plan.amount')}
            currency="EUR"
            value={asked.amount}
            onChange={(amount) => setAsked({ ...asked, amount })}
            error={tried && !asked.amount && shared('form.required')}
            withAsterisk
          />
          {number > 1 && (
            <NumberInput
              label={t('plan.previous')}
              value={asked.previous}
              onChange={(value) => setAsked({ ...asked, previous: typeof value === 'number' ? value : '' })}
              min={0}
              max={100}
            />
          )}
          <TextInput
            label={t('plan.milestone')}
            value={asked.milestone}
            onChange={(event) => setAsked({ ...asked, milestone: event.currentTarget.value })}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('plan.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function conditionsOf({ previous, milestone }: Omit<Asked, 'amount'>): Condition[] {
  return [
    ...(previous === '' ? [] : [{ kind: 'PREVIOUS_JUSTIFIED' as const, percent: String(previous) }]),
    ...(milestone.trim() ? [{ kind: 'MILESTONE' as const, label: milestone.trim() }] : []),
  ];
}
