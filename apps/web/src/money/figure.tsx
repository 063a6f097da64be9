import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { useFilters } from '../shell/filters';
import { type Amount, formatAmount } from './format';

interface Props {
  value: Amount;
  /** Link of the entries that add up to the amount; with it, the amount opens them. */
  entries?: string;
  className?: string;
}

/** The only way to print an amount. */
export function Figure({ value, entries, className = '' }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [, change] = useFilters();
  const text = formatAmount(value, language);
  if (!entries) return <span className={`num ${className}`}>{text}</span>;
  return (
    <UnstyledButton className={`num figure ${className}`} aria-label={t('entries.open', { amount: text })} onClick={() => change({ ecritures: entries })}>
      {text}
    </UnstyledButton>
  );
}
