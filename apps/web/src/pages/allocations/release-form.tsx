import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useSession } from '../../session/session';
import { ALLOCATIONS, contributions, type Funding } from './calls';
import '../../styles/forms.css';

interface Props {
  project: string;
  line: Funding['lines'][number];
  close: () => void;
}

/** Asks the projects' book to give money back, so that another agreement can take its place. */
export function ReleaseForm({ project, line: { agreement, amount: allocated }, close }: Props) {
  const { t } = useTranslation('allocations');
  const { data: person } = useSession();
  const [amount, setAmount] = useState(allocated.amount);
  const [reason, setReason] = useState('');
  const act = useAct({
    send: (body: { project: string; agreement: string; amount: typeof allocated; reason: string }, headers) =>
      answered(contributions.POST('/api/contributions/releases', { body, headers: { ...headers } })),
    refresh: [ALLOCATIONS],
    done: () => ({ title: t('released.title'), text: t('released.text') }),
  });
  const obstacle = !person?.roles.includes('finance-officer')
    ? t('obstacle.officer')
    : amount === '' || reason.trim() === ''
      ? t('obstacle.incomplete')
      : undefined;
  return (
    <form
      className="card padded"
      onSubmit={(event) => {
        event.preventDefault();
        if (obstacle) return;
        act.mutate(
          { project, agreement, amount: { amount, currency: 'EUR' }, reason: reason.trim() },
          { onSuccess: close },
        );
      }}
    >
      <Stack gap="sm">
        <Text fw={600}>{t('releaseTitle', { agreement })}</Text>
        <AmountField label={t('amount')} currency="EUR" value={amount} onChange={setAmount} />
        <TextInput
          label={t('releaseReason')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group>
          <ActButton type="submit" because={obstacle} loading={act.isPending}>
            {t('act.askRelease')}
          </ActButton>
          <Button variant="default" onClick={close}>
            {t('act.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
