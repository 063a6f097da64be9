import { Button, Group, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../forms/amount-field';
import type { Schemas } from './api';
import { plainRate } from './plain-rate';

export interface Bracket {
  above: string;
  rate: string;
}

type Form = UseFormReturnType<{ from: string; rate: string; index: string; floor: string; tiers: Bracket[] }>;

/** What lies above a sum earns its own rate: as many brackets as the bank has. */
export function RateBrackets({ form }: { form: Form }) {
  const { t } = useTranslation('placements');
  return (
    <>
      {form.values.tiers.map(({ above }, index) => (
        <div className="placements-form placements-bracket" key={index}>
          <AmountField
            label={t('propose.brackets.above')}
            currency="EUR"
            value={above}
            onChange={(amount) => form.setFieldValue(`tiers.${index}.above`, amount)}
            error={form.errors[`tiers.${index}.above`]}
          />
          <TextInput
            label={t('propose.brackets.rate')}
            inputMode="decimal"
            {...form.getInputProps(`tiers.${index}.rate`)}
          />
          <Button variant="default" onClick={() => form.removeListItem('tiers', index)}>
            {t('propose.brackets.remove', { number: index + 1 })}
          </Button>
        </div>
      ))}
      <Group mt="sm">
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => form.insertListItem('tiers', { above: '', rate: '' })}
        >
          {t('propose.brackets.add')}
        </Button>
      </Group>
    </>
  );
}

/** As the platform takes them. */
export function bracketsOf(tiers: readonly Bracket[]): Schemas['TierDto'][] {
  return tiers.map(({ above, rate }) => ({ above: { amount: above, currency: 'EUR' }, rate: plainRate(rate) ?? rate }));
}
