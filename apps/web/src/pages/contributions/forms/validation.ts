import { useTranslation } from 'react-i18next';
import type { AgreementValues } from './agreement-values';

type Check<Value> = (value: Value) => string | null;

/** What a form of an agreement checks before it is sent; the platform checks the rest, and names the field. */
export function useAgreementChecks() {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const required: Check<string> = (value) => (value.trim() === '' ? common('form.required') : null);
  const percent: Check<string> = (value) =>
    value.trim() === '' || /^\d{1,3}([.,]\d{1,6})?$/.test(value.replace(/[\s\u00a0\u202f%]/g, ''))
      ? null
      : t('percentUnread');
  const terms = {
    amount: required,
    period: { from: required, to: required },
    managementFeeRate: percent,
    coFinancingCap: percent,
    aidRate: percent,
    variationLimit: percent,
    indirectCostCap: percent,
    interestClauses: { from: required },
    instalments: { amount: required, dueOn: required },
    earmark: {
      case: (value: string, { earmark }: AgreementValues) => (earmark.level === 'EVENT' ? required(value) : null),
    },
  };
  return { required, terms };
}
