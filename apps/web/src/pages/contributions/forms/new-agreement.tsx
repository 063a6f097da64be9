import '../words';
import '../../../styles/forms.css';
import '../contributions.css';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { instruments } from '../../../shell/filters';
import { PageHeading } from '../../../shell/page-heading';
import { contributions, useDonors } from '../contributions-api';
import { type AgreementValues, currencies, emptyValues, toRegister } from './agreement-values';
import { focusFirst, useFormProblems } from './form-problems';
import { InstalmentFields, ReportFields } from './schedule-fields';
import { ClauseFields, type FieldsProps, RateFields } from './terms-fields';
import { useAgreementChecks } from './validation';
import { typed } from './typed-field';
import { EarmarkFields, RestrictionFields } from './use-fields';

/** Registers a signed agreement, with all it says. */
export default function NewAgreementPage() {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const { required, terms } = useAgreementChecks();
  const form = useForm<AgreementValues>({
    initialValues: emptyValues(),
    validate: { ...terms, donor: required, signedOn: required, reports: { dueOn: required } },
  });
  const act = useAct({
    send: (values: AgreementValues, headers) =>
      answered(
        contributions.POST('/api/contributions/agreements', { body: toRegister(values), headers: { ...headers } }),
      ),
    refresh: [['contributions']],
    done: ({ code }) => {
      void navigate({ to: `/contributions/${code}` });
      return { title: t('registered', { code }) };
    },
    refused: useFormProblems(form.setErrors),
  });
  return (
    <Stack gap="md">
      <PageHeading title={t('new')} subtitle={t('newSubtitle')} />
      <form onSubmit={form.onSubmit((values) => act.mutate(values), focusFirst)} noValidate data-testid="new-agreement">
        <Stack gap="md">
          <Section name="agreement">
            <IdentityFields form={form} />
          </Section>
          <Section name="earmark">
            <Stack gap="md">
              <EarmarkFields form={form} />
              <RestrictionFields form={form} />
            </Stack>
          </Section>
          <Section name="schedule">
            <InstalmentFields form={form} />
          </Section>
          <Section name="clauses">
            <ClauseFields form={form} />
          </Section>
          <Section name="reports">
            <ReportFields form={form} />
          </Section>
          <Group justify="end">
            <Button variant="default" onClick={() => void navigate({ to: '/contributions' })}>
              {common('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('register')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}

export function Section({
  name,
  children,
}: {
  name: 'agreement' | 'earmark' | 'schedule' | 'clauses' | 'reports' | 'amendment';
  children: React.ReactNode;
}) {
  const { t } = useTranslation('contributions');
  return (
    <fieldset className="card form-section">
      <legend>{t(`section.${name}`)}</legend>
      <div>{children}</div>
    </fieldset>
  );
}

function IdentityFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const { data: donors = [] } = useDonors();
  const names = donors
    .map(({ code, name }) => ({ value: code, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Stack gap="md">
      <div className="form-grid">
        <NativeSelect
          label={t('column.donor')}
          withAsterisk
          data={[{ value: '', label: '—' }, ...names]}
          {...form.getInputProps('donor')}
        />
        <TextInput label={t('field.code')} description={t('hint.code')} {...form.getInputProps('code')} />
        <NativeSelect
          label={t('column.instrument')}
          data={instruments.map((value) => ({ value, label: common(`instrument.${value}`) }))}
          {...form.getInputProps('instrument')}
        />
        <NativeSelect label={t('column.currency')} data={currencies} {...form.getInputProps('currency')} />
        <AmountField
          label={t('field.amount')}
          withAsterisk
          currency={form.values.currency}
          {...typed(form.getInputProps('amount'))}
        />
        <DayField label={t('field.signedOn')} withAsterisk {...typed(form.getInputProps('signedOn'))} />
        <DayField label={t('field.from')} withAsterisk {...typed(form.getInputProps('period.from'))} />
        <DayField label={t('field.to')} withAsterisk {...typed(form.getInputProps('period.to'))} />
        <NativeSelect
          label={t('field.countsAs')}
          data={(['FUND', 'CITY'] as const).map((value) => ({ value, label: t(`countsAs.${value}`) }))}
          {...form.getInputProps('countsAs')}
        />
        <NativeSelect
          label={t('field.incomeRecognition')}
          data={(['ON_CALL', 'BY_YEAR'] as const).map((value) => ({ value, label: t(`recognition.${value}`) }))}
          {...form.getInputProps('incomeRecognition')}
        />
      </div>
      <RateFields form={form} />
    </Stack>
  );
}
