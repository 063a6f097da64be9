import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { Figure } from '../../../money/figure';
import { euros } from '../../../money/format';
import { decimalsOf } from '../../../money/minor';
import { type BudgetRow, budgetTotal, reckoned } from './budget-rows';
import { converted } from './local-amount';

interface Props {
  rows: readonly BudgetRow[];
  /** Local currency; empty where none is said. */
  currency: string;
  /** Its units for one euro, where they are known. */
  rate: string | undefined;
  readOnly: boolean;
  change: (rows: BudgetRow[]) => void;
  /** What is wrong, by path: `budgetLines.0.label`. */
  errors?: Readonly<Record<string, string>>;
}

/** Lines of a budget, in euros and in local currency: one gives the other. */
export function BudgetFields({ rows, currency, rate, readOnly, change, errors = {} }: Props) {
  const { t } = useTranslation('projects');
  const both = currency !== '' && currency !== 'EUR' && rate !== undefined;
  const set = (at: number, part: Partial<BudgetRow>) =>
    change(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <>
      <div className="rows">
        {rows.map((row, index) => (
          <div className="row-line" key={index}>
            <TextInput
              label={t('editor.line')}
              value={row.label}
              readOnly={readOnly}
              error={errors[`budgetLines.${index}.label`]}
              onChange={(event) => set(index, { label: event.currentTarget.value })}
            />
            <AmountField
              label={t('editor.euros')}
              currency="EUR"
              value={row.amount}
              readOnly={readOnly}
              error={errors[`budgetLines.${index}.amount`]}
              onChange={(amount) => set(index, reckoned({ ...row, amount }, currency, rate))}
            />
            {both && (
              <AmountField
                label={t('editor.local', { currency })}
                currency={currency}
                value={row.local}
                readOnly={readOnly}
                error={errors[`budgetLines.${index}.local`]}
                onChange={(local) =>
                  set(index, {
                    local,
                    amount: converted(local, rate, { from: decimalsOf(currency), to: 2 }, true) ?? row.amount,
                  })
                }
              />
            )}
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: row.label || String(index + 1) })}
                onClick={() => change(rows.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      <Group justify="space-between">
        {!readOnly && (
          <Button variant="default" size="xs" onClick={() => change([...rows, { label: '', amount: '', local: '' }])}>
            {t('editor.addLine')}
          </Button>
        )}
        <Text fw={600}>
          {t('editor.budgetTotal')} <Figure value={euros(budgetTotal(rows))} />
        </Text>
      </Group>
    </>
  );
}
