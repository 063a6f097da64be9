import 'dayjs/locale/fr';
import '@mantine/core/styles/Popover.css';
import '@mantine/dates/styles.css';
import { DateInput, type DateInputProps } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { parseDay } from './day';

export interface DayFieldProps extends Omit<DateInputProps, 'value' | 'onChange' | 'dateParser' | 'valueFormat'> {
  /** `2026-11-05`; empty where there is none. */
  value: string;
  onChange: (day: string) => void;
}

/** A day, typed or picked: who types needs no calendar, which would lie over what comes next. */
export function DayField({ value, onChange, onFocus, onClick, ...look }: DayFieldProps) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  return (
    <DateInput
      {...look}
      locale={useLanguage()}
      valueFormat="DD/MM/YYYY"
      dateParser={(text) => parseDay(text)}
      value={value || null}
      onChange={(day) => onChange(day ?? '')}
      placeholder={t('form.dayPlaceholder')}
      onFocus={(event) => {
        onFocus?.(event);
        setTyping(false);
      }}
      onClick={(event) => {
        onClick?.(event);
        setTyping(false);
      }}
      onInput={() => setTyping(true)}
      popoverProps={{ withinPortal: true, ...(typing && { opened: false }) }}
    />
  );
}
