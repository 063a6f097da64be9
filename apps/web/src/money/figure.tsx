import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { useOpenEntries } from '../shell/filters';
import { type Amount, formatAmount } from './format';

/** An amount with the link of the entries that add up to it, where the reader may see them. */
export interface Sum {
  value: Amount;
  entries?: string;
}

interface Props extends Sum {
  className?: string;
}

/** The only way to print an amount; with its entries, it opens them. */
export function Figure({ value, entries, className = '' }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const open = useOpenEntries();
  const text = formatAmount(value, language);
  if (!entries) return <span className={`num ${className}`}>{text}</span>;
  return (
    <UnstyledButton
      className={`num figure ${className}`}
      aria-label={t('entries.open', { amount: text })}
      onClick={() => open(entries)}
      fz="inherit"
      fw="inherit"
    >
      {text}
    </UnstyledButton>
  );
}
