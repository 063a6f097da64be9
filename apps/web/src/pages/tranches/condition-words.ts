import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatExactPercent } from '../../money/format';
import type { Condition } from './tranches-api';

/** A condition in a sentence. */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  return ({ kind, percent = '', report = 'INTERIM', label }) => {
    if (kind === 'PREVIOUS_JUSTIFIED' || kind === 'WORKS_PROGRESS')
      return t(`conditions.${kind}`, { percent: formatExactPercent(percent || '0', language) });
    if (kind === 'REPORT_ACCEPTED') return t(`conditions.REPORT_ACCEPTED_${report}`);
    return label ?? t(`conditions.${kind}`);
  };
}
