import { TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { DayField } from '../../forms/day-field';
import { fieldProblems } from '../../forms/field-problems';
import { interestApi, REFRESH, type Schemas } from './api';
import { plainRate } from './plain-rate';
import { type Bracket, bracketsOf, RateBrackets } from './rate-brackets';
import { useMay } from './use-may';

const nothing = { from: '', rate: '', index: '', floor: '', tiers: [] as Bracket[] };

/** A rate from a day on: it waits for somebody else to confirm it. */
export function ProposeRate({ placement }: { placement: string }) {
  const { t } = useTranslation('placements');
  const may = useMay('finance-officer');
  const form = useForm({
    initialValues: nothing,
    validate: {
      from: (from) => (from === '' ? t('propose.dayMissing') : null),
      rate: (rate) => (plainRate(rate) === undefined ? t('propose.unread') : null),
      floor: (floor) => (floor !== '' && plainRate(floor) === undefined ? t('propose.unread') : null),
      tiers: {
        above: (above) => (above === '' ? t('open.missing') : null),
        rate: (rate) => (plainRate(rate) === undefined ? t('propose.unread') : null),
      },
    },
  });
  const propose = useAct({
    send: (body: Schemas['SetRateDto'], headers) =>
      answered(
        interestApi.POST('/api/emergency-fund/placements/{id}/rates', {
          params: { path: { id: placement } },
          body,
          headers: { ...headers },
        }),
      ),
    refresh: REFRESH,
    done: () => {
      form.reset();
      return { title: t('propose.done'), text: t('propose.doneText') };
    },
    refused: (problem) => {
      const fields = fieldProblems(problem);
      form.setErrors(fields);
      return Object.keys(fields).length > 0;
    },
  });
  const submit = form.onSubmit(({ from, rate, index, floor, tiers }) =>
    propose.mutate({
      from,
      rate: plainRate(rate) ?? rate,
      ...(index.trim() !== '' && { index: index.trim().toUpperCase() }),
      ...(floor !== '' && { floor: plainRate(floor) ?? floor }),
      ...(index.trim() === '' && tiers.length > 0 && { tiers: bracketsOf(tiers) }),
    }),
  );
  const isIndexed = form.values.index.trim() !== '';
  return (
    <form onSubmit={submit} aria-labelledby="propose-rate" data-testid="propose-rate">
      <Title order={3} id="propose-rate" mb="xs">
        {t('propose.title')}
      </Title>
      <div className="placements-form">
        <DayField
          label={t('propose.from')}
          value={form.values.from}
          onChange={(day) => form.setFieldValue('from', day)}
          error={form.errors['from']}
        />
        <TextInput
          label={t(isIndexed ? 'propose.spread' : 'propose.rate')}
          inputMode="decimal"
          {...form.getInputProps('rate')}
        />
        <TextInput label={t('propose.index')} description={t('propose.indexHint')} {...form.getInputProps('index')} />
        {isIndexed && (
          <TextInput
            label={t('propose.floor')}
            description={t('propose.floorHint')}
            inputMode="decimal"
            {...form.getInputProps('floor')}
          />
        )}
      </div>
      {!isIndexed && <RateBrackets form={form} />}
      <div style={{ marginTop: 12 }}>
        <ActButton type="submit" because={may ? undefined : t('propose.because')} loading={propose.isPending}>
          {t('propose.act')}
        </ActButton>
      </div>
    </form>
  );
}
