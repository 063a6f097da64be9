import { Button, FileInput, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { instruments } from '../../../shell/filters';
import { contributions, type Contributions, upload, useAgreements, useDonors } from '../contributions-api';
import { useFormProblems } from '../forms/form-problems';
import { typed } from '../forms/typed-field';

type Body = Contributions['PrepareInKindDto'];
const natures = ['GOODS', 'SERVICES', 'VOLUNTEERS'] as const;

interface Values {
  donor: string;
  agreement: string;
  instrument: Body['instrument'];
  nature: Body['nature'];
  description: string;
  valuation: string;
  value: string;
  effectiveDate: string;
  project: string;
  file: File | null;
}

/** A gift in kind, for another person to confirm. */
export function InKindForm({ close }: { close: () => void }) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const { data: donors = [] } = useDonors();
  const { data: agreements = [] } = useAgreements();
  const required = (value: string) => (value.trim() === '' ? common('form.required') : null);
  const form = useForm<Values>({
    initialValues: {
      donor: '',
      agreement: '',
      instrument: 'COOPERATION',
      nature: 'SERVICES',
      description: '',
      valuation: '',
      value: '',
      effectiveDate: '',
      project: '',
      file: null,
    },
    validate: { donor: required, description: required, valuation: required, value: required },
  });
  const problems = useFormProblems(form.setErrors);
  const act = useAct({
    send: async ({ file, ...values }: Values, headers) => {
      const stored = file && (await upload<{ document: string }>('/api/contributions/documents', file, {}, {}));
      const body = bodyOf(values, stored?.document);
      return answered(contributions.POST('/api/contributions/in-kind', { body, headers: { ...headers } }));
    },
    refresh: [['contributions', 'in-kind']],
    done: () => {
      close();
      return { title: t('inKind.prepared') };
    },
    refused: problems,
  });
  const own = agreements.filter(({ donor }) => donor === form.values.donor);
  return (
    <form className="card padded" onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
      <Stack gap="md">
        <div className="form-grid">
          <NativeSelect
            label={t('column.donor')}
            withAsterisk
            data={[{ value: '', label: '—' }, ...donors.map(({ code, name }) => ({ value: code, label: name }))]}
            {...form.getInputProps('donor')}
          />
          <NativeSelect
            label={t('inKind.agreement')}
            data={[{ value: '', label: t('inKind.noAgreement') }, ...own.map(({ code }) => code)]}
            {...form.getInputProps('agreement')}
          />
          {form.values.agreement === '' && (
            <NativeSelect
              label={t('column.instrument')}
              data={instruments.map((value) => ({ value, label: common(`instrument.${value}`) }))}
              {...form.getInputProps('instrument')}
            />
          )}
          <NativeSelect
            label={t('inKind.natureLabel')}
            data={natures.map((value) => ({ value, label: t(`inKind.nature.${value}`) }))}
            {...form.getInputProps('nature')}
          />
          <AmountField label={t('inKind.value')} withAsterisk currency="EUR" {...typed(form.getInputProps('value'))} />
          <DayField label={t('inKind.receivedOn')} {...typed(form.getInputProps('effectiveDate'))} />
          <TextInput label={t('inKind.project')} {...form.getInputProps('project')} />
          <FileInput
            label={t('inKind.document')}
            placeholder={t('inKind.chooseFile')}
            clearable
            clearButtonProps={{ 'aria-label': t('remove') }}
            {...form.getInputProps('file')}
          />
        </div>
        <Textarea label={t('inKind.description')} withAsterisk autosize {...form.getInputProps('description')} />
        <Textarea label={t('inKind.valuation')} withAsterisk autosize {...form.getInputProps('valuation')} />
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common('act.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t('inKind.prepare')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function bodyOf(values: Omit<Values, 'file'>, document: string | undefined): Body {
  const { agreement, effectiveDate, project, value, ...rest } = values;
  return {
    ...rest,
    value: { amount: value, currency: 'EUR' },
    ...(agreement && { agreement }),
    ...(effectiveDate && { effectiveDate }),
    ...(project && { project }),
    ...(document !== undefined && { document }),
  };
}
