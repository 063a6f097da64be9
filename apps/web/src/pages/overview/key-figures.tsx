import { SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import IconArrowUpRight from '@tabler/icons-react/dist/esm/icons/IconArrowUpRight.mjs';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import type { Sum } from '../../money/figure';
import { formatAmount } from '../../money/format';
import { useOpenEntries } from '../../shell/filters';
import './key-figures.css';

export interface KeyFigure extends Sum {
  name: 'received' | 'attributed' | 'disbursed' | 'available';
  /** How much of what it is measured against, in percent. */
  percent?: number;
  caption?: ReactNode;
  color: string;
}

/** The four figures of the house, each with what it is measured against and the way to its entries. */
export function KeyFigures({ figures }: { figures: KeyFigure[] }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 'xs', sm: 'sm' }}>
      {figures.map((figure) => (
        <Card key={figure.name} {...figure} />
      ))}
    </SimpleGrid>
  );
}

function Card({ name, value, entries, percent, caption, color }: KeyFigure) {
  const { t } = useTranslation();
  return (
    <section className="card kpi" data-testid={`kpi-${name}`}>
      <div className="kpi-head">
        <h2 className="muted kpi-name">{t(`key.${name}`)}</h2>
        {entries && <IconArrowUpRight size={16} aria-hidden className="muted no-print" />}
      </div>
      <Value name={name} value={value} entries={entries} />
      <div className="bar" aria-hidden>
        {percent !== undefined && <i style={{ width: `${Math.min(100, Math.max(0, percent))}%`, background: color }} />}
      </div>
      <Text component="div" size="xs" className="muted kpi-caption">
        {caption}
      </Text>
    </section>
  );
}

/** The whole card can be clicked: its one button covers it. */
function Value({ name, value, entries }: Pick<KeyFigure, 'name' | 'value' | 'entries'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const open = useOpenEntries();
  const text = formatAmount(value, language);
  if (!entries) return <div className="kpi-value num">{text}</div>;
  return (
    <UnstyledButton
      className="kpi-value num"
      aria-label={`${t(`key.${name}`)}${colon(language)}${text}. ${t('key.why')}`}
      onClick={() => open(entries)}
    >
      {text}
    </UnstyledButton>
  );
}
