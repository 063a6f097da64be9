import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { DayField } from '../../../forms/day-field';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay } from '../../../money/format';
import { type AgreementDetail, contributions, type Contributions, type InstalmentDetail } from '../contributions-api';
import { floats, percentOf } from '../forms/agreement-values';
import { useFormProblems } from '../forms/form-problems';
import { typed } from '../forms/typed-field';

interface Props {
  agreement: AgreementDetail;
  instalment: InstalmentDetail;
  close: () => void;
}

interface Values {
  lang: 'fr' | 'en';
  effectiveDate: string;
  rate: string;
  rateSource: string;
  rateDate: string;
}

/** Calls an instalment: restates it, asks the language of the letter and, for a floating currency, the rate. */
export function CallDialog({ agreement, instalment, close }: Props) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { amount, number, dueOn } = instalment;
  const floating = floats(amount.currency);
  const required = (value: string) => (floating && value.trim() === '' ? common('form.required') : null);
  const form = useForm<Values>({
    initialValues: { lang: language, effectiveDate: '', rate: '', rateSource: '', rateDate: '' },
    validate: { rate: required, rateSource: required, rateDate: required },
  });
  const act = useAct({
    send: (values: Values, headers) =>
      answered(
        contributions.POST('/api/contributions/agreements/{agreement}/instalments/{number}/call', {
          params: { path: { agreement: agreement.code, number } },
          body: bodyOf(values, floating),
          headers: { ...headers },
        }),
      ),
    refresh: [['contributions']],
    done: ({ reference }) => {
      close();
      return { title: t('call.done', { number }), text: t('call.reference', { reference }) };
    },
    refused: useFormProblems(form.setErrors),
  });
  const printed = formatAmount(amount, language);
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('call.title', { number })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
        <Stack gap="md">
          <dl className="facts">
            <Fact label={t('column.donor')} value={agreement.donorName} />
            <Fact label={t('field.amount')} value={printed} />
            <Fact label={t('column.dueOn')} value={formatDay(dueOn, language)} />
          </dl>
          <SegmentedControl
            aria-label={t('call.language')}
            data={[
              { value: 'fr', label: t('call.inFrench') },
              { value: 'en', label: t('call.inEnglish') },
            ]}
            {...form.getInputProps('lang')}
          />
          <DayField
            label={t('call.date')}
            description={t('call.dateHint')}
            clearable
            clearButtonProps={{ 'aria-label': t('remove') }}
            {...typed(form.getInputProps('effectiveDate'))}
          />
          {floating && (
            <>
              <TextInput
                label={t('field.rate', { currency: amount.currency })}
                inputMode="decimal"
                withAsterisk
                {...form.getInputProps('rate')}
              />
              <TextInput label={t('field.rateSource')} withAsterisk {...form.getInputProps('rateSource')} />
              <DayField label={t('field.rateDate')} withAsterisk {...typed(form.getInputProps('rateDate'))} />
            </>
          )}
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {common('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('call.actAmount', { amount: printed })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function bodyOf(
  { lang, effectiveDate, rate, rateSource, rateDate }: Values,
  floating: boolean,
): Contributions['CallDto'] {
  return {
    lang,
    ...(effectiveDate && { effectiveDate }),
    ...(floating && { rate: { rate: percentOf(rate), source: rateSource, date: rateDate } }),
  };
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
