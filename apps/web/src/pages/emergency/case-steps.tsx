import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, formatTime } from '../../money/format';
import type { CaseSheet } from './api';

const steps = ['opened', 'proposed', 'signed', 'decided', 'paid', 'reported', 'closed'] as const;

/** The clock of a case: each step with its day and, where it was recorded that day, its hour. */
export function CaseSteps({ sheet: { clock } }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <ol className="emergency-steps">
      {steps.map((step) => {
        const moment = clock[step];
        return (
          <li key={step} data-done={moment !== null}>
            <span>{t(`clock.step.${step}`)}</span>
            <span className={moment ? 'num' : 'muted'}>
              {moment ? formatDay(moment.on, language) : t('case.pending')}
              {moment?.at?.startsWith(moment.on) && `, ${formatTime(moment.at, language).slice(0, 5)}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
