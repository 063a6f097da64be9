import { NativeSelect, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { DayField } from '../../forms/day-field';
import { fieldProblems } from '../../forms/field-problems';
import { interestApi, REFRESH, type Schemas } from './api';
import { useMay } from './use-may';

type Policy = Schemas['SetChargePolicyDto'];

const bearers = ['GENERAL', 'EMERGENCY_FUND'] as const satisfies readonly Policy['bearer'][];
const nothing: Policy = { from: '', bearer: 'EMERGENCY_FUND', reason: '' };

/** Who shall bear negative interest from a day on: it waits for somebody else to confirm it. */
export function ProposeCharge() {
  const { t } = useTranslation('placements');
  const may = useMay('finance-officer');
  const required = (value: string) => (value.trim() === '' ? t('charges.missing') : null);
  const form = useForm({ initialValues: nothing, validate: { from: required, reason: required } });
  const propose = useAct({
    send: (body: Policy, headers) =>
      answered(interestApi.POST('/api/emergency-fund/charge-policies', { body, headers: { ...headers } })),
    refresh: REFRESH,
    done: () => {
      form.reset();
      return { title: t('charges.done'), text: t('charges.doneText') };
    },
    refused: (problem) => {
      const fields = fieldProblems(problem);
      form.setErrors(fields);
      return Object.keys(fields).length > 0;
    },
  });
  return (
    <form onSubmit={form.onSubmit((policy) => propose.mutate(policy))} aria-labelledby="propose-charge">
      <Title order={3} id="propose-charge" mb="xs">
        {t('charges.propose')}
      </Title>
      <div className="placements-form">
        <DayField
          label={t('charges.from')}
          value={form.values.from}
          onChange={(day) => form.setFieldValue('from', day)}
          error={form.errors['from']}
        />
        <NativeSelect
          label={t('charges.bearer')}
          data={bearers.map((value) => ({ value, label: t(`charges.${value}`) }))}
          {...form.getInputProps('bearer')}
        />
        <TextInput label={t('charges.reason')} {...form.getInputProps('reason')} />
      </div>
      <div style={{ marginTop: 12 }}>
        <ActButton type="submit" because={may ? undefined : t('charges.because')} loading={propose.isPending}>
          {t('charges.act')}
        </ActButton>
      </div>
    </form>
  );
}
