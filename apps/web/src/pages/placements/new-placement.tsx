import './words';
import '../../styles/forms.css';
import './placements.css';
import { Anchor, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import { fieldProblems } from '../../forms/field-problems';
import { PageHeading } from '../../shell/page-heading';
import { interestApi, REFRESH, remuneratedAccounts, type Schemas } from './api';
import {
  bases,
  capitalisations,
  compoundings,
  conventions,
  dayCounts,
  openingOf,
  type PlacementForm,
  usePlacementForm,
} from './placement-form';

/** What the bank and the association agreed on one account; its first rate is proposed on its own page. */
export default function NewPlacement() {
  const { t } = useTranslation('placements');
  const { data: accounts = [] } = useQuery(remuneratedAccounts);
  const form = usePlacementForm();
  const opening = useOpening(form);
  const submit = form.onSubmit((values) => {
    const account = accounts.find(({ code }) => code === values.account);
    if (account) opening.mutate(openingOf(values, account.currency));
  });
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/placements" size="sm">
        {t('one.back')}
      </Anchor>
      <PageHeading title={t('open.title')} subtitle={t('open.subtitle')} />
      <form className="card padded" onSubmit={submit} noValidate data-testid="new-placement">
        <Stack gap="md">
          <div className="placements-form">
            <NativeSelect
              label={t('one.account')}
              data={[
                { value: '', label: t('open.choose') },
                ...accounts.map(({ code, name, currency }) => ({ value: code, label: `${name} (${currency})` })),
              ]}
              {...form.getInputProps('account')}
            />
            <Terms form={form} />
          </div>
          <Checkbox label={t('open.isDeposit')} {...form.getInputProps('isDeposit', { type: 'checkbox' })} />
          {form.values.isDeposit && <Deposit form={form} />}
          <div>
            <ActButton type="submit" loading={opening.isPending}>
              {t('open.act')}
            </ActButton>
          </div>
        </Stack>
      </form>
    </Stack>
  );
}

function Terms({ form }: { form: PlacementForm }) {
  const { t } = useTranslation('placements');
  return (
    <>
      <Day form={form} name="openedOn" label={t('one.opened')} />
      <NativeSelect label={t('list.dayCount')} data={[...dayCounts]} {...form.getInputProps('dayCount')} />
      {!form.values.isDeposit && <OfAnAccount form={form} />}
      <NativeSelect
        label={t('explained.amount')}
        data={compoundings.map((value) => ({ value, label: t(`compounding.${value}`) }))}
        {...form.getInputProps('compounding')}
      />
      <TextInput label={t('open.tax')} inputMode="decimal" {...form.getInputProps('taxRate')} />
      <Euros form={form} name="varianceAmount" label={t('open.varianceAmount')} />
      <TextInput label={t('open.variancePercent')} inputMode="decimal" {...form.getInputProps('variancePercent')} />
    </>
  );
}

/** When an account's interest is credited, and what it is computed on. */
function OfAnAccount({ form }: { form: PlacementForm }) {
  const { t } = useTranslation('placements');
  return (
    <>
      <NativeSelect
        label={t('list.credited')}
        data={capitalisations.map((value) => ({ value, label: t(`capitalisation.${value}`) }))}
        {...form.getInputProps('capitalisation')}
      />
      <NativeSelect
        label={t('one.bearsOn')}
        data={[
          { value: '', label: t('open.baseByDefault') },
          ...bases.map((value) => ({ value, label: t(`base.${value}`) })),
        ]}
        {...form.getInputProps('bearsOn')}
      />
    </>
  );
}

/** A fixed sum until a day, which may be broken before it. */
function Deposit({ form }: { form: PlacementForm }) {
  const { t } = useTranslation('placements');
  return (
    <div className="placements-form" data-testid="deposit">
      <Euros form={form} name="principal" label={t('one.principal')} />
      <Day form={form} name="maturesOn" label={t('one.matures')} />
      <NativeSelect
        label={t('open.holiday')}
        data={conventions.map((value) => ({ value, label: t(`convention.${value}`) }))}
        {...form.getInputProps('maturityConvention')}
      />
      <TextInput label={t('open.notice')} inputMode="numeric" {...form.getInputProps('noticeDays')} />
      <TextInput label={t('open.breakRate')} inputMode="decimal" {...form.getInputProps('breakRate')} />
    </div>
  );
}

function Day({ form, name, label }: { form: PlacementForm; name: 'openedOn' | 'maturesOn'; label: string }) {
  return (
    <DayField
      label={label}
      value={form.values[name]}
      onChange={(day) => form.setFieldValue(name, day)}
      error={form.errors[name]}
    />
  );
}

function Euros({ form, name, label }: { form: PlacementForm; name: 'principal' | 'varianceAmount'; label: string }) {
  return (
    <AmountField
      label={label}
      currency="EUR"
      value={form.values[name]}
      onChange={(amount) => form.setFieldValue(name, amount)}
      error={form.errors[name]}
    />
  );
}

/** Opens it and goes to it; a refused field says why beside itself. */
function useOpening(form: PlacementForm) {
  const { t } = useTranslation('placements');
  const navigate = useNavigate();
  return useAct({
    send: (body: Schemas['OpenPlacementDto'], headers) =>
      answered(interestApi.POST('/api/emergency-fund/placements', { body, headers: { ...headers } })),
    refresh: REFRESH,
    done: ({ code }) => {
      void navigate({ to: `/placements/${code}` });
      return { title: t('open.done'), text: t('open.doneText') };
    },
    refused: (problem) => {
      const fields = fieldProblems(problem);
      form.setErrors(fields);
      return Object.keys(fields).length > 0;
    },
  });
}
