import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import { Figure } from '../../money/figure';
import { euros, minorOf } from '../../money/format';
import { disbursements, keys, type Tranche } from './tranches-api';

interface Line {
  key: string;
  budgetLine: string;
  date: string;
  amount: string;
  document: string;
}

const newLine = (): Line => ({ key: crypto.randomUUID(), budgetLine: '', date: '', amount: '', document: '' });

/** Lines of the project's budget, which expenses are charged to. */
function useBudgetLines(project: string): string[] {
  const { data } = useQuery({
    queryKey: ['projects', project],
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/projects/{id}', { params: { path: { id: project } } })),
  });
  return (data?.budgetLines ?? []).map(({ label }) => label);
}

/** What was spent, line by line; the whole is judged at once. */
export function JustifyForm({ tranche, close }: { tranche: Tranche; close: () => void }) {
  const { t } = useTranslation('tranches');
  const { t: shared } = useTranslation();
  const [lines, setLines] = useState([newLine()]);
  const [tried, setTried] = useState(false);
  const budget = useBudgetLines(tranche.project);
  const total = lines.reduce((sum, { amount }) => sum + minorOf(amount || '0'), 0n);
  const incomplete = lines.some(({ budgetLine, date, amount }) => !budgetLine || !date || !amount);
  const set = (key: string, part: Partial<Line>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const act = useAct({
    send: (spent: readonly Line[], headers) =>
      answered(
        disbursements.POST('/api/disbursements/tranches/{id}/justifications', {
          params: { path: { id: tranche.code } },
          body: {
            lines: spent.map(({ budgetLine, date, amount, document }) => ({
              ...{ budgetLine, date, amount: { amount, currency: 'EUR' } },
              ...(document.trim() && { document: document.trim() }),
            })),
          },
          headers,
        }),
      ),
    refresh: [keys.tranches],
    done: () => {
      close();
      return { title: t('justify.sent') };
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
          if (!incomplete) act.mutate(lines);
        }}
      >
        <Stack gap="md">
          {lines.map((line) => (
            <SimpleGrid key={line.key} cols={{ base: 1, sm: 5 }} verticalSpacing="xs">
              <Select
                label={t('justify.line')}
                data={budget}
                value={line.budgetLine || null}
                onChange={(budgetLine) => set(line.key, { budgetLine: budgetLine ?? '' })}
                searchable
              />
              <DayField label={t('justify.date')} value={line.date} onChange={(date) => set(line.key, { date })} />
              <AmountField
                label={t('justify.amount')}
                currency="EUR"
                value={line.amount}
                onChange={(amount) => set(line.key, { amount })}
              />
              <TextInput
                label={t('justify.document')}
                value={line.document}
                onChange={(event) => set(line.key, { document: event.currentTarget.value })}
              />
              <Group align="end">
                <Button
                  variant="subtle"
                  size="xs"
                  disabled={lines.length === 1}
                  onClick={() => setLines(lines.filter(({ key }) => key !== line.key))}
                >
                  {t('justify.removeLine')}
                </Button>
              </Group>
            </SimpleGrid>
          ))}
          {tried && incomplete && (
            <Text size="sm" role="alert" c="var(--emergency)">
              {t('justify.incomplete')}
            </Text>
          )}
          <Group justify="space-between">
            <Button variant="default" onClick={() => setLines([...lines, newLine()])}>
              {t('justify.addLine')}
            </Button>
            <Text fw={600}>
              {t('justify.total')} <Figure value={euros(total)} />
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
