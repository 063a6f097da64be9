import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { amountText, parseAmount } from './amount';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  currency: string;
  /** Exact decimal string; empty where nothing was typed. */
  value: string;
  onChange: (amount: string) => void;
}

/** An amount as people type it; on leaving the field it stands as it was understood. */
export function AmountField({ currency, value, onChange, error, ...look }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState(value && amountText(value, currency, language));
  const [typing, setTyping] = useState(false);
  const [unread, setUnread] = useState(false);
  useEffect(() => {
    if (!typing && !unread) setText(value && amountText(value, currency, language));
  }, [value, currency, language, typing, unread]);
  const type = (next: string) => {
    setText(next);
    const amount = parseAmount(next, currency);
    setUnread(next.trim() !== '' && amount === undefined);
    onChange(amount ?? '');
  };
  return (
    <TextInput
      {...look}
      inputMode="decimal"
      autoComplete="off"
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      rightSection={<span className="muted">{currency}</span>}
      rightSectionWidth={52}
      value={text}
      error={unread && !typing ? t('form.amountUnread', { currency }) : error}
      onFocus={() => setTyping(true)}
      onBlur={(event) => {
        setTyping(false);
        look.onBlur?.(event);
      }}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
