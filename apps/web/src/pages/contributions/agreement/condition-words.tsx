import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay, formatExactPercent } from '../../../money/format';
import type { Contributions, InstalmentDetail } from '../contributions-api';

type Condition = Contributions['ConditionDto'];
type Missing = Contributions['MissingDto'];

/** What an instalment waits for, in one line. */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const shown = (percent: string) => formatExactPercent(percent, language);
  return ({ kind, percent = '', earlierPercent = '100', report = 'INTERIM' }) => {
    if (kind === 'PERCENT_CONSUMED')
      return t('conditionWords.PERCENT_CONSUMED', { percent: shown(percent), earlier: shown(earlierPercent) });
    if (kind === 'REPORT_ACCEPTED') return t(`conditionWords.REPORT_ACCEPTED_${report}`);
    return t(`conditionWords.${kind}`);
  };
}

/** One thing that is missing, with its figures. */
export function useMissingWords(): (missing: Missing) => string {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const report = (kind: string | undefined) => t(`report.kind.${kind === 'FINAL' ? 'FINAL' : 'INTERIM'}`);
  const amount = (value: Contributions['MoneyDto'] | undefined) => (value ? formatAmount(value, language) : '');
  return (missing) =>
    t(`missing.${missing.code}`, {
      day: formatDay(missing.signedOn ?? missing.dueOn ?? '1970-01-01', language),
      report: report(missing.report),
      state: t(missing.state === 'SENT' ? 'missing.sent' : 'missing.notSent'),
      project: missing.project ?? '',
      number: missing.instalment ?? '',
      consumed: amount(missing.consumed),
      required: amount(missing.required),
      lacking: amount(missing.lacking),
    });
}

/** The condition of an instalment and, while it waits, what is missing exactly. */
export function Condition({ instalment }: { instalment: InstalmentDetail }) {
  const { t } = useTranslation('contributions');
  const words = useConditionWords();
  const missing = useMissingWords();
  const waiting = instalment.state === 'EXPECTED';
  return (
    <div className="two-lines">
      <span className="wrapped">{words(instalment.condition)}</span>
      {waiting && instalment.missing.length === 0 && instalment.condition.kind !== 'DATE' && (
        <span className="muted">{t('conditionMet')}</span>
      )}
      {waiting && instalment.missing.length > 0 && (
        <ul className="missing">
          {instalment.missing.map((one, index) => (
            <li key={index}>{missing(one)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
