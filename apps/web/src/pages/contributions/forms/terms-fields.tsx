import { ActionIcon, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { type AgreementValues, clauseKinds, exchangeMethods, floats, unspentClauses } from './agreement-values';
import { typed } from './typed-field';

export interface FieldsProps {
  form: UseFormReturnType<AgreementValues>;
}

/** When costs are eligible, how much the donor bears, and what becomes of what is left. */
export function ClauseFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  const percent = (name: 'managementFeeRate' | 'coFinancingCap' | 'aidRate' | 'variationLimit' | 'indirectCostCap') => (
    <TextInput
      label={t(`field.${name}`)}
      description={t(`hint.${name}`)}
      inputMode="decimal"
      rightSection={<span className="muted">%</span>}
      {...form.getInputProps(name)}
    />
  );
  return (
    <Stack gap="md">
      <div className="form-grid">
        <DayField
          label={t('field.eligibleFrom')}
          clearable
          clearButtonProps={{ 'aria-label': t('remove') }}
          {...typed(form.getInputProps('eligibility.from'))}
        />
        <DayField
          label={t('field.eligibleTo')}
          clearable
          clearButtonProps={{ 'aria-label': t('remove') }}
          {...typed(form.getInputProps('eligibility.to'))}
        />
        <NativeSelect
          label={t('field.unspentClause')}
          data={unspentClauses.map((value) => ({ value, label: t(`unspent.${value}`) }))}
          {...form.getInputProps('unspentClause')}
        />
        <NativeSelect
          label={t('field.exchangeMethod')}
          data={[
            { value: '', label: t('exchange.none') },
            ...exchangeMethods.map((value) => ({ value, label: t(`exchange.${value}`) })),
          ]}
          {...form.getInputProps('exchangeMethod')}
        />
      </div>
      <div className="form-grid">
        {percent('aidRate')}
        {percent('coFinancingCap')}
        {percent('variationLimit')}
        {percent('indirectCostCap')}
        {percent('managementFeeRate')}
      </div>
      <InterestFields form={form} />
    </Stack>
  );
}

/** Dated clauses: each holds from its day until the next. */
function InterestFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  return (
    <Stack gap="xs">
      {form.values.interestClauses.map(({ kind }, index) => (
        <Group key={index} gap="sm" align="end">
          <DayField
            label={t('field.interestFrom')}
            w={170}
            withAsterisk
            {...typed(form.getInputProps(`interestClauses.${index}.from`))}
          />
          <NativeSelect
            label={t('field.interestClause')}
            data={clauseKinds.map((value) => ({ value, label: t(`interest.${value}`) }))}
            {...form.getInputProps(`interestClauses.${index}.kind`)}
          />
          {kind === 'THRESHOLD' && (
            <AmountField
              label={t('field.threshold')}
              currency={form.values.currency}
              {...typed(form.getInputProps(`interestClauses.${index}.threshold`))}
            />
          )}
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('remove')}
            onClick={() => form.removeListItem('interestClauses', index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            form.insertListItem('interestClauses', {
              from: form.values.signedOn,
              kind: 'EMERGENCY_FUND',
              threshold: '',
            })
          }
        >
          {t('field.addClause')}
        </Button>
        {form.values.interestClauses.length === 0 && <span className="muted">{t('hint.interest')}</span>}
      </Group>
    </Stack>
  );
}

/** Rate at which a promise in a floating currency is valued; one without it has no value in euros yet. */
export function RateFields({ form }: FieldsProps) {
  const { t } = useTranslation('contributions');
  const { currency } = form.values;
  if (!floats(currency)) return null;
  return (
    <div className="form-grid">
      <TextInput
        label={t('field.rate', { currency })}
        description={t('hint.rate')}
        inputMode="decimal"
        {...form.getInputProps('rate.rate')}
      />
      <TextInput label={t('field.rateSource')} {...form.getInputProps('rate.source')} />
      <DayField label={t('field.rateDate')} {...typed(form.getInputProps('rate.date'))} />
    </div>
  );
}
