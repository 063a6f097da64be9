import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay, formatExactPercent } from '../../../money/format';
import type { AgreementDetail } from '../contributions-api';
import { useEarmarkWords, useRestrictionWords } from '../earmark';

/** What the agreement says besides its schedule. */
export function Clauses({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const earmark = useEarmarkWords();
  const restrictions = useRestrictionWords();
  const span = ({ from, to }: { from: string; to: string }) =>
    t('span', { from: formatDay(from, language), to: formatDay(to, language) });
  const percent = (value: string | null) => (value === null ? t('noLimit') : formatExactPercent(value, language));
  const interest = agreement.interestClauses.map(({ from, kind, threshold }) =>
    t('interestFrom', {
      day: formatDay(from, language),
      clause: t(`interest.${kind}`),
      threshold: threshold ? ` (${formatAmount(threshold, language)})` : '',
    }),
  );
  const lines: [string, string][] = [
    [t('field.signedOn'), formatDay(agreement.signedOn, language)],
    [t('field.period'), span(agreement.period)],
    [t('field.eligibility'), span(agreement.eligibility)],
    [t('field.earmark'), `${t(`earmark.${agreement.earmark.level}`)} – ${earmark(agreement.earmark)}`],
    [t('field.restrictions'), restrictions(agreement.restrictions) || t('restriction.none')],
    [t('field.countsAs'), t(`countsAs.${agreement.countsAs}`)],
    [t('field.interestClause'), interest.join(' ; ') || t('interest.EMERGENCY_FUND')],
    [t('field.unspentClause'), t(`unspent.${agreement.unspentClause}`)],
    [t('field.aidRate'), agreement.aidRate === null ? t('noAidRate') : percent(agreement.aidRate)],
    [t('field.coFinancingCap'), percent(agreement.coFinancingCap)],
    [t('field.variationLimit'), percent(agreement.variationLimit)],
    [t('field.indirectCostCap'), percent(agreement.indirectCostCap)],
    [t('field.managementFeeRate'), percent(agreement.managementFeeRate)],
    [
      t('field.exchangeMethod'),
      agreement.exchangeMethod === null ? t('exchange.none') : t(`exchange.${agreement.exchangeMethod}`),
    ],
    [t('field.incomeRecognition'), t(`recognition.${agreement.incomeRecognition as 'ON_CALL'}`)],
    [t('field.pool'), agreement.pool],
  ];
  return (
    <dl className="card padded clauses" data-testid="clauses">
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
