import { useTranslation } from 'react-i18next';
import type { Condition } from './tranches-api';

/** A condition in a sentence. */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation('tranches');
  return ({ kind, percent = '', report = 'INTERIM', label }) => {
    if (kind === 'PREVIOUS_JUSTIFIED' || kind === 'WORKS_PROGRESS') return t(`conditions.${kind}`, { percent });
    if (kind === 'REPORT_ACCEPTED') return t(`conditions.REPORT_ACCEPTED_${report}`);
    return label ?? t(`conditions.${kind}`);
  };
}
