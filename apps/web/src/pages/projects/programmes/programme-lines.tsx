import { ActionIcon, Button, Group, TextInput, Title } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';

/** What an agreement gives, or an activity costs. */
export interface Line {
  name: string;
  amount: string;
  rate: string;
}

export const noLine: Line = { name: '', amount: '', rate: '' };

const eur = (amount: string) => ({ amount, currency: 'EUR' });

export function linesOf(lines: readonly Line[]) {
  return lines
    .filter(({ name, amount }) => name.trim() && amount)
    .map(({ name, amount, rate }) => ({
      agreement: name.trim(),
      amount: eur(amount),
      ...(rate.trim() && { maxPercent: rate.trim().replace(',', '.') }),
    }));
}

export function activitiesOf(activities: readonly Line[]) {
  return activities
    .filter(({ name }) => name.trim())
    .map(({ name, amount }) => ({ title: name.trim(), ...(amount && { amount: eur(amount) }) }));
}

/** One a line. */
export function partnersOf(text: string) {
  return text
    .split('\n')
    .map((name) => ({ name: name.trim(), role: null }))
    .filter(({ name }) => name);
}

interface LinesProps {
  title: ReactNode;
  name: string;
  add: string;
  rated?: boolean;
  lines: Line[];
  set: (lines: Line[]) => void;
}

/** Rows of agreements or activities, with their amounts. */
export function Lines({ title, name, add, rated = false, lines, set }: LinesProps) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Partial<Line>) =>
    set(lines.map((line, index) => (index === at ? { ...line, ...next } : line)));
  return (
    <section className="rows">
      <Title order={3} size="h5">
        {title}
      </Title>
      {lines.map((line, index) => (
        <div className="row-line" key={index}>
          <TextInput
            label={name}
            value={line.name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <AmountField
            label={t('programmes.amount')}
            currency="EUR"
            value={line.amount}
            onChange={(amount) => change(index, { amount })}
          />
          {rated && (
            <TextInput
              label={t('programmes.rate')}
              inputMode="decimal"
              value={line.rate}
              onChange={(event) => change(index, { rate: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('editor.remove', { name: line.name || String(index + 1) })}
            onClick={() => set(lines.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => set([...lines, noLine])}>
          {add}
        </Button>
      </Group>
    </section>
  );
}
