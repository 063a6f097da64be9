import { Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { DayField } from '../../forms/day-field';
import { useFieldProblems } from '../../forms/field-problems';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort } from '../../money/format';
import { type EnteredRate, type ExchangeRate, RATES, treasury } from './exchange-rates-api';
import { typedRate } from './typed-rate';

interface Props {
  /** The rate that is wrong; a new one is entered where there is none. */
  known?: ExchangeRate;
  close: () => void;
}

/** A rate from a day on, or the correction of one that is known, which says why and waits for another person. */
export function RateForm({ known, close }: Props) {
  const { t } = useTranslation('exchangeRates');
  const language = useLanguage();
  const problems = useFieldProblems();
  const form = useForm({
    initialValues: {
      currency: known?.currency ?? '',
      day: known?.day ?? '',
      rate: '',
      source: known?.source ?? 'ECB',
      reason: '',
    },
    validate: {
      currency: (text) => (/^[A-Za-z]{3}$/.test(text.trim()) ? null : t('form.currencyUnread')),
      day: (day) => (day === '' ? t('form.missing') : null),
      rate: (text) => (typedRate(text) === undefined ? t('form.unread') : null),
      source: (text) => (text.trim() === '' ? t('form.missing') : null),
      reason: (text) => (known && text.trim() === '' ? t('form.missing') : null),
    },
  });
  const enter = useAct({
    send: (body: EnteredRate, headers) =>
      answered(treasury.POST('/api/treasury/exchange-rates', { body, headers: { ...headers } })),
    refresh: RATES,
    done: ({ correction }) => {
      close();
      return correction ? { title: t('form.askedDone'), text: t('form.askedText') } : { title: t('form.done') };
    },
    refused: (problem) => {
      const fields = problems(problem);
      form.setErrors(fields);
      return Object.keys(fields).length > 0;
    },
  });
  const submit = form.onSubmit(({ currency, day, rate, source, reason }) =>
    enter.mutate({
      currency: currency.trim().toUpperCase(),
      day,
      rate: typedRate(rate) ?? rate,
      source: source.trim(),
      ...(reason.trim() !== '' && { reason: reason.trim() }),
    }),
  );
  const title = known
    ? t('correctNamed', { currency: known.currency, day: formatDayShort(known.day, language) })
    : t('add');
  const asksReason = known !== undefined || form.errors['reason'] !== undefined;
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('act.close', { ns: 'translation' }) }}
    >
      <form onSubmit={submit} data-testid="rate-form">
        <Stack gap="sm">
          {!known && (
            <>
              <TextInput label={t('currency')} maxLength={3} {...form.getInputProps('currency')} />
              <DayField
                label={t('day')}
                value={form.values.day}
                onChange={(day) => form.setFieldValue('day', day)}
                error={form.errors['day']}
              />
            </>
          )}
          <TextInput label={t('rate')} inputMode="decimal" {...form.getInputProps('rate')} />
          <TextInput label={t('source')} {...form.getInputProps('source')} />
          {asksReason && <TextInput label={t('form.reason')} maxLength={500} {...form.getInputProps('reason')} />}
          <ActButton type="submit" loading={enter.isPending}>
            {t(asksReason ? 'form.correct' : 'form.add')}
          </ActButton>
        </Stack>
      </form>
    </Modal>
  );
}
