import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { type Amount, formatAmount, minorOf } from '../../money/format';
import { useFilters } from '../../shell/filters';

/** An amount that opens the list of what is expected behind it; nothing to open where there is nothing. */
export function ListButton({ value, cell, name }: { value: Amount; cell: string; name: string }) {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  const [, change] = useFilters();
  if (minorOf(value.amount) === 0n) return <Figure value={value} className="muted" />;
  const text = formatAmount(value, language);
  return (
    <UnstyledButton
      className="num figure"
      fz="inherit"
      fw="inherit"
      aria-label={t('open', { name, amount: text })}
      onClick={() => change({ detail: cell })}
      data-testid={`cell-${cell}`}
    >
      {text}
    </UnstyledButton>
  );
}
