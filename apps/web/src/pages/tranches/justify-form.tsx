import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/SegmentedControl.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ActHeaders, useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useFieldProblems } from '../../forms/field-problems';
import { Figure } from '../../money/figure';
import { amountIn, minorIn } from '../../money/minor';
import { type Expense, ExpenseRow, newExpense } from './expense-row';
import { attachPiece } from './pieces';
import { disbursements, keys, type Tranche } from './tranches-api';

/** Lines of the project's budget, which expenses are charged to. */
function useBudgetLines(project: string): string[] {
  const { data } = useQuery({
    queryKey: ['projects', project],
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects/{id}', { params: { path: { id: project } } })),
  });
  return (data?.budgetLines ?? []).map(({ label }) => label);
}

interface Shown {
  currency: string;
  expenses: Expense[];
}

/** What was spent, line by line, in euros or in the project's local currency; the whole is judged by somebody else. */
export function JustifyForm({ tranche, close }: { tranche: Tranche; close: () => void }) {
  const { t } = useTranslation('tranches');
  const { t: shared } = useTranslation();
  const local = tranche.localCurrency;
  const [currency, setCurrency] = useState(tranche.conversion && local ? local : 'EUR');
  const [expenses, setExpenses] = useState([newExpense()]);
  const [tried, setTried] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const fieldsOf = useFieldProblems();
  const budget = useBudgetLines(tranche.project);
  const total = expenses.reduce((sum, { amount }) => sum + minorIn(amount || '0', currency), 0n);
  const incomplete = expenses.some(({ budgetLine, date, amount }) => !budgetLine || !date || !amount);
  const act = useAct({
    send: (shown: Shown, headers) => send(tranche, shown, headers),
    refresh: [keys.tranches],
    done: () => {
      close();
      return { title: t('justify.sent') };
    },
    refused: (problem) => {
      setErrors(fieldsOf(problem));
      return false;
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      title={t('justify.add')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!incomplete) act.mutate({ currency, expenses });
        }}
      >
        <Stack gap="md">
          {local && local !== 'EUR' && (
            <SegmentedControl
              aria-label={t('justify.currency')}
              value={currency}
              onChange={setCurrency}
              data={[
                { value: local, label: t('justify.inLocal', { currency: local }) },
                { value: 'EUR', label: t('justify.inEuros') },
              ]}
            />
          )}
          {expenses.map((expense, at) => (
            <ExpenseRow
              key={expense.key}
              expense={expense}
              currency={currency}
              budget={budget}
              errors={errors}
              at={at}
              only={expenses.length === 1}
              set={(part) => setExpenses(expenses.map((one) => (one === expense ? { ...one, ...part } : one)))}
              remove={() => setExpenses(expenses.filter((one) => one !== expense))}
            />
          ))}
          {tried && incomplete && (
            <Text size="sm" role="alert" c="var(--emergency)">
              {t('justify.incomplete')}
            </Text>
          )}
          <Group justify="space-between">
            <Button variant="default" onClick={() => setExpenses([...expenses, newExpense()])}>
              {t('justify.addLine')}
            </Button>
            <Text fw={600}>
              {t('justify.total')} <Figure value={amountIn(total, currency)} />
            </Text>
          </Group>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('justify.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Files first, then the expenses that name them: sent again, neither is kept twice. */
async function send({ code, project }: Tranche, { currency, expenses }: Shown, headers: ActHeaders): Promise<unknown> {
  const lines = [];
  for (const { key, budgetLine, date, amount, number, file, rate, source } of expenses) {
    const piece = file && (await attachPiece(project, 'JUSTIFICATION', file, `${headers['idempotency-key']}-${key}`));
    lines.push({
      ...{ budgetLine, date, amount: { amount, currency }, document: piece ?? (number.trim() || null) },
      ...(currency !== 'EUR' &&
        rate.trim() && { rate: { localPerEuro: rate.trim().replace(',', '.'), source: source.trim() || date, date } }),
    });
  }
  return answered(
    disbursements.POST('/api/disbursements/tranches/{id}/justifications', {
      params: { path: { id: code } },
      body: { lines },
      headers,
    }),
  );
}
