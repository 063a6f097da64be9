import { TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { DayField } from '../../forms/day-field';
import { fieldProblems } from '../../forms/field-problems';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { interestApi, REFRESH } from './api';
import { plainRate } from './plain-rate';
import { useMay } from './use-may';

const nothing = { day: '', rate: '', reason: '' };

/** Mends the fixing of one day and says why; what was accrued since is to be computed anew. */
export function CorrectFixing({ index }: { index: string }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const may = useMay('finance-officer');
  const form = useForm({
    initialValues: nothing,
    validate: {
      day: (day) => (day === '' ? t('propose.dayMissing') : null),
      rate: (rate) => (plainRate(rate) === undefined ? t('propose.unread') : null),
      reason: (reason) => (reason.trim() === '' ? t('fixings.reasonMissing') : null),
    },
  });
  const correct = useAct({
    send: (body: typeof nothing, headers) =>
      answered(
        interestApi.POST('/api/emergency-fund/fixings/{index}/corrections', {
          params: { path: { index } },
          body,
          headers: { ...headers },
        }),
      ),
    refresh: REFRESH,
    done: ({ from }) => {
      form.reset();
      return {
        title: t('fixings.correctDone'),
        text: from === null ? t('fixings.unchanged') : t('fixings.correctText', { day: formatDay(from, language) }),
      };
    },
    refused: (problem) => {
      const fields = fieldProblems(problem);
      form.setErrors(fields);
      return Object.keys(fields).length > 0;
    },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ rate, ...rest }) => correct.mutate({ ...rest, rate: plainRate(rate) ?? rate }))}
      aria-labelledby="correct-fixing"
    >
      <Title order={3} id="correct-fixing" mb="xs">
        {t('fixings.correct')}
      </Title>
      <div className="placements-form">
        <DayField
          label={t('fixings.day')}
          value={form.values.day}
          onChange={(day) => form.setFieldValue('day', day)}
          error={form.errors['day']}
        />
        <TextInput label={t('fixings.rate')} inputMode="decimal" {...form.getInputProps('rate')} />
        <TextInput label={t('fixings.reason')} {...form.getInputProps('reason')} />
      </div>
      <div style={{ marginTop: 12 }}>
        <ActButton type="submit" because={may ? undefined : t('fixings.because')} loading={correct.isPending}>
          {t('fixings.correctAct')}
        </ActButton>
      </div>
    </form>
  );
}
