import '../../styles/forms.css';
import { Button, Group, Modal, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered, type Problem } from '../../api/client';
import { fieldProblems } from '../../forms/field-problems';
import { useLanguage } from '../../i18n/i18n';
import { useFilters } from '../../shell/filters';
import { countriesIn } from './countries';
import { type DetailsForm, emptyForm, formOf, requestOf } from './details-form';
import { asRead, type Beneficiary, PAYEES, PAYMENTS, treasury } from './payments-api';

type Form = UseFormReturnType<DetailsForm>;

interface Props {
  /** Whose details change; a new one is registered without it. */
  beneficiary?: Beneficiary;
  close: () => void;
}

/** Registers a beneficiary, or proposes new details of one. */
export default function BeneficiaryForm({ beneficiary, close }: Props) {
  const { t } = useTranslation('payments');
  const { t: common } = useTranslation();
  const [, change] = useFilters();
  const form = useForm<DetailsForm>({
    initialValues: beneficiary ? formOf(beneficiary) : emptyForm,
    validate: required(common('form.required'), !beneficiary),
  });
  const act = useAct({
    send: (values: DetailsForm, headers) => send(values, beneficiary, headers),
    refresh: [PAYEES, PAYMENTS],
    done: ({ code }) => {
      close();
      change({ qui: code, etat: undefined, cherche: undefined });
      return { title: t(beneficiary ? 'payee.changeDone' : 'payee.registerDone'), text: t('payee.waits') };
    },
    refused: (problem) => {
      const errors = errorsOf(problem);
      form.setErrors(errors);
      return Object.keys(errors).length > 0;
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={beneficiary ? t('payee.changeTitle', { name: beneficiary.name }) : t('payee.registerTitle')}
      centered
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
        <Stack gap="md">
          {!beneficiary && <Identity form={form} />}
          <AccountFields form={form} />
          <AddressFields form={form} />
          {beneficiary && (
            <Text size="sm" className="muted">
              {t('payee.changeHint')}
            </Text>
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {common('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t(beneficiary ? 'payee.changeAct' : 'payee.registerAct')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function send(values: DetailsForm, beneficiary: Beneficiary | undefined, headers: { 'idempotency-key': string }) {
  const body = requestOf(values);
  if (!beneficiary) {
    const { name, country, code } = values;
    const request = { ...body, name: name.trim(), country, ...(code.trim() && { code: code.trim() }) };
    return answered(treasury.POST('/api/treasury/beneficiaries', { body: request, headers }));
  }
  return answered(
    treasury.POST('/api/treasury/beneficiaries/{id}/bank-details', {
      params: { path: { id: beneficiary.id } },
      body,
      headers: asRead(beneficiary, headers),
    }),
  );
}

function required(message: string, whole: boolean): (values: DetailsForm) => Record<string, string> {
  return (values) => {
    const needed: (keyof DetailsForm)[] = ['number', 'town', ...(whole ? (['name', 'country'] as const) : [])];
    const local = values.kind === 'LOCAL' ? (['bic'] as const) : [];
    return Object.fromEntries(
      [...needed, ...local].filter((field) => !values[field].trim()).map((field) => [field, message]),
    );
  };
}

/** A refusal beside the field it is about. */
function errorsOf(problem: Problem): Record<string, string> {
  const byPath = fieldProblems(problem);
  const named = typeof problem.figures['field'] === 'string' ? problem.figures['field'] : undefined;
  const key = `payments:problem.${problem.code}`;
  const words = i18next.exists(key) ? (i18next.t as (key: string) => string)(key) : problem.message;
  const told = named ? { ...byPath, [named]: words } : byPath;
  return Object.fromEntries(Object.entries(told).map(([path, message]) => [fieldAt(path), message]));
}

/** Which field of the form a path of the request is. */
function fieldAt(path: string): string {
  const name = path.replace(/^address\./, '');
  return ['iban', 'rib', 'account'].includes(name) ? 'number' : name;
}

function Identity({ form }: { form: Form }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('payee.form.name')} withAsterisk data-autofocus {...form.getInputProps('name')} />
        <TextInput label={t('payee.form.code')} {...form.getInputProps('code')} />
      </SimpleGrid>
      <Select
        label={t('payee.form.country')}
        data={countriesIn(language)}
        searchable
        withAsterisk
        {...form.getInputProps('country')}
      />
    </>
  );
}

const forms = ['IBAN', 'RIB', 'LOCAL'] as const;
const labels = { IBAN: 'iban', RIB: 'rib', LOCAL: 'account' } as const;

function AccountFields({ form }: { form: Form }) {
  const { t } = useTranslation('payments');
  const { kind } = form.values;
  return (
    <>
      <SegmentedControl
        aria-label={t('payee.form.form')}
        data={forms.map((value) => ({ value, label: t(`payee.kind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      <TextInput
        label={t(`payee.form.${labels[kind]}`)}
        description={kind === 'RIB' ? t('payee.form.ribHint') : undefined}
        withAsterisk
        autoComplete="off"
        {...form.getInputProps('number')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('payee.form.bic')}
          description={t('payee.form.abroad')}
          withAsterisk={kind === 'LOCAL'}
          autoComplete="off"
          {...form.getInputProps('bic')}
        />
        <TextInput label={t('payee.form.holder')} {...form.getInputProps('holder')} />
      </SimpleGrid>
    </>
  );
}

function AddressFields({ form }: { form: Form }) {
  const { t } = useTranslation('payments');
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('payee.form.line')} {...form.getInputProps('line')} />
        <TextInput label={t('payee.form.building')} {...form.getInputProps('building')} />
        <TextInput label={t('payee.form.postCode')} {...form.getInputProps('postCode')} />
        <TextInput label={t('payee.form.town')} withAsterisk {...form.getInputProps('town')} />
        <TextInput label={t('payee.form.region')} {...form.getInputProps('region')} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('payee.form.regulatoryCode')} {...form.getInputProps('regulatoryCode')} />
        <TextInput label={t('payee.form.regulatoryText')} {...form.getInputProps('regulatoryText')} />
      </SimpleGrid>
    </>
  );
}
