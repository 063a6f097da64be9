import { Button, Group, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { fieldProblems } from '../../forms/field-problems';
import { type CaseSheet, fundApi, type Proposal, REFRESH, type Schemas } from './api';

interface Props {
  sheet: CaseSheet;
  /** The version that this one replaces. */
  latest: Proposal | undefined;
  close: () => void;
}

/** A proposal, or its next version: whoever makes it signs it. */
export function Propose({ sheet: { id, cityCode, city }, latest, close }: Props) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const required = (value: string) => (value.trim() === '' ? shared('form.required') : null);
  const form = useForm({
    initialValues: {
      amount: latest?.amount.amount ?? '',
      purpose: latest?.purpose ?? '',
      beneficiary: latest?.beneficiary ?? cityCode ?? city,
    },
    validate: { amount: required, purpose: required, beneficiary: required },
  });
  const { mutate, isPending } = useAct({
    send: (body: Schemas['ProposeDto'], headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases/{id}/proposals', { params: { path: { id } }, body, headers })),
    refresh: REFRESH,
    done: () => {
      close();
      return { title: t('propose.done') };
    },
    refused: (problem) => {
      const named = fieldProblems(problem);
      form.setErrors(named);
      return Object.keys(named).length > 0;
    },
  });
  const submit = form.onSubmit(({ amount, purpose, beneficiary }) =>
    mutate({
      amount: { amount, currency: 'EUR' },
      purpose: purpose.trim(),
      beneficiary: beneficiary.trim(),
      sign: true,
    }),
  );
  return (
    <form className="emergency-form" onSubmit={submit} noValidate>
      <AmountField
        label={t('propose.amount')}
        currency="EUR"
        withAsterisk
        value={form.values.amount}
        onChange={(amount) => form.setFieldValue('amount', amount)}
        error={form.errors['amount']}
      />
      <Textarea label={t('propose.purpose')} withAsterisk autosize minRows={2} {...form.getInputProps('purpose')} />
      <TextInput
        label={t('propose.beneficiary')}
        description={t('propose.beneficiaryHint')}
        withAsterisk
        {...form.getInputProps('beneficiary')}
      />
      {latest && (
        <Text size="sm" className="muted">
          {t('case.voids')}
        </Text>
      )}
      <Group justify="end">
        <Button variant="default" onClick={close}>
          {t('propose.cancel')}
        </Button>
        <Button type="submit" loading={isPending}>
          {t('propose.act')}
        </Button>
      </Group>
    </form>
  );
}
