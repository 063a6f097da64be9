import { Group, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import IconArrowUpRight from '@tabler/icons-react/dist/esm/icons/IconArrowUpRight.mjs';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { type Amount, formatAmount, formatPercent, percentOf } from '../../money/format';
import { useFilters } from '../../shell/filters';

interface KeyFigure {
  name: 'received' | 'attributed' | 'disbursed' | 'available';
  value: Amount;
  entries: string;
  /** How much of what it is measured against, in percent. */
  percent: number;
  caption: string;
  color: string;
}

/** The four figures of the house, each with what it is measured against and the way to its entries. */
export function KeyFigures({ overview }: { overview: Schemas['OverviewDto'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { received, attributed, disbursed, emergencyFund } = overview;
  const share = (part: Amount, total: Amount) => formatPercent(percentOf(part, total), language);
  const money = (amount: Amount) => formatAmount(amount, language);
  const figures: KeyFigure[] = [
    { name: 'received', ...pick(received), percent: percentOf(received.value, received.expected), color: 'var(--neutral)', caption: t('key.ofCalled', { share: share(received.value, received.expected), amount: money(received.expected) }) },
    { name: 'attributed', ...pick(attributed), percent: percentOf(attributed.value, received.value), color: 'var(--neutral)', caption: t('key.ofReceived', { share: share(attributed.value, received.value) }) },
    { name: 'disbursed', ...pick(disbursed), percent: percentOf(disbursed.value, attributed.value), color: 'var(--neutral)', caption: t('key.ofAttributed', { share: share(disbursed.value, attributed.value) }) },
    { name: 'available', value: emergencyFund.available, entries: emergencyFund.entries, percent: 100, color: 'var(--emergency)', caption: t('key.accrued', { amount: money(emergencyFund.accrued) }) },
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      {figures.map((figure) => (
        <Card key={figure.name} {...figure} />
      ))}
    </SimpleGrid>
  );
}

function pick({ value, entries }: { value: Amount; entries: string }) {
  return { value, entries };
}

function Card({ name, value, entries, percent, caption, color }: KeyFigure) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [, change] = useFilters();
  const text = formatAmount(value, language);
  return (
    <UnstyledButton className="card kpi" data-testid={`kpi-${name}`} aria-label={`${t(`key.${name}`)} : ${text}. ${t('key.why')}`} onClick={() => change({ ecritures: entries })}>
      <Group justify="space-between" wrap="nowrap" gap={4} align="start">
        <Text className="muted kpi-name">{t(`key.${name}`)}</Text>
        <IconArrowUpRight size={16} aria-hidden style={{ flex: 'none', color: 'var(--ink-2)' }} />
      </Group>
      <div className="kpi-value num">{text}</div>
      <div className="bar" aria-hidden>
        <i style={{ width: `${Math.min(100, Math.max(0, percent))}%`, background: color }} />
      </div>
      <Text size="xs" className="muted">
        {caption}
      </Text>
    </UnstyledButton>
  );
}
