import { Button, FileInput, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import './tranches.css';

export interface Expense {
  key: string;
  budgetLine: string;
  date: string;
  amount: string;
  /** The city's own number of the piece. */
  number: string;
  file: File | null;
  /** Units of the local currency for a euro, where another rate than the tranche's is asked. */
  rate: string;
  source: string;
}

export const newExpense = (): Expense => ({
  ...{ key: crypto.randomUUID(), budgetLine: '', date: '', amount: '', number: '', file: null, rate: '', source: '' },
});

interface Props {
  expense: Expense;
  currency: string;
  budget: readonly string[];
  /** Refusals by field, as the service names them: `lines.0.amount`. */
  errors: Readonly<Record<string, string>>;
  at: number;
  only: boolean;
  set: (part: Partial<Expense>) => void;
  remove: () => void;
}

/** One expense: its line of the budget, its day, its amount, its piece. */
export function ExpenseRow({ expense, currency, budget, errors, at, only, set, remove }: Props) {
  const { t } = useTranslation('tranches');
  const wrong = (field: string) => errors[`lines.${at}.${field}`];
  return (
    <fieldset className="expense-row" aria-label={t('justify.lineNumber', { number: at + 1 })}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} verticalSpacing="xs">
        <Select
          label={t('justify.line')}
          data={budget}
          value={expense.budgetLine || null}
          onChange={(budgetLine) => set({ budgetLine: budgetLine ?? '' })}
          error={wrong('budgetLine')}
          searchable
        />
        <DayField
          label={t('justify.date')}
          value={expense.date}
          onChange={(date) => set({ date })}
          error={wrong('date')}
        />
        <AmountField
          label={t('justify.amount')}
          currency={currency}
          value={expense.amount}
          onChange={(amount) => set({ amount })}
          error={wrong('amount')}
        />
        <TextInput
          label={t('justify.document')}
          value={expense.number}
          disabled={expense.file !== null}
          onChange={(event) => set({ number: event.currentTarget.value })}
          error={wrong('document') ?? errors[`lines.${at}`]}
        />
        <FileInput
          label={t('justify.file')}
          value={expense.file}
          onChange={(file) => set({ file, number: file?.name ?? '' })}
          clearable
        />
        {currency !== 'EUR' && (
          <TextInput
            label={t('justify.rate', { currency })}
            description={t('justify.rateHelp')}
            inputMode="decimal"
            value={expense.rate}
            onChange={(event) => set({ rate: event.currentTarget.value })}
            error={wrong('rate.localPerEuro') ?? wrong('rate')}
          />
        )}
        {currency !== 'EUR' && expense.rate.trim() && (
          <TextInput
            label={t('justify.rateSource')}
            value={expense.source}
            onChange={(event) => set({ source: event.currentTarget.value })}
          />
        )}
      </SimpleGrid>
      <Group justify="end">
        <Button variant="subtle" size="xs" disabled={only} onClick={remove}>
          {t('justify.removeLine')}
        </Button>
      </Group>
    </fieldset>
  );
}
