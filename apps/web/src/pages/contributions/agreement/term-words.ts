import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { type Amount, formatAmount, formatDay, formatExactPercent } from '../../../money/format';
import type { Contributions } from '../contributions-api';
import { useEarmarkWords, useRestrictionWords } from '../earmark';
import { useConditionWords } from './condition-words';

type Change = Contributions['ChangeDto'];
type Earmark = Contributions['EarmarkDto'];
type Clause = Contributions['InterestClauseDto'];
interface Scheduled {
  number: number;
  amount: Amount;
  dueOn: string;
  condition: Contributions['ConditionDto'];
}

const percents = ['managementFeeRate', 'coFinancingCap', 'aidRate', 'variationLimit', 'indirectCostCap'];

/** A change of an agreement in words: the term's name, and its values before and after. */
export function useTermWords() {
  const { t, i18n } = useTranslation('contributions');
  const language = useLanguage();
  const earmark = useEarmarkWords();
  const restrictions = useRestrictionWords();
  const condition = useConditionWords();
  const day = (value: string) => formatDay(value, language);
  const span = ({ from, to }: { from: string; to: string }) => t('span', { from: day(from), to: day(to) });
  const clause = ({ from, kind, threshold }: Clause) =>
    t('interestFrom', {
      day: day(from),
      clause: t(`interest.${kind}`),
      threshold: threshold ? ` (${formatAmount(threshold, language)})` : '',
    });
  const scheduled = ({ amount, dueOn, condition: waits }: Scheduled) =>
    [formatAmount(amount, language), day(dueOn), condition(waits)].join(' · ');
  const byTerm: Record<string, (value: unknown) => string> = {
    amount: (value) => formatAmount(value as Amount, language),
    signedOn: (value) => day(value as string),
    period: (value) => span(value as { from: string; to: string }),
    eligibility: (value) => span(value as { from: string; to: string }),
    earmark: (value) => earmark(value as Earmark),
    restrictions: (value) => restrictions(value as Contributions['RestrictionsDto']) || t('restriction.none'),
    interestClauses: (value) => (value as Clause[]).map(clause).join(' ; ') || t('interest.EMERGENCY_FUND'),
    instalment: (value) => scheduled(value as Scheduled),
    unspentClause: (value) => t(`unspent.${value as 'ASK'}`),
    exchangeMethod: (value) => t(`exchange.${value as 'INFOREURO'}`),
    countsAs: (value) => t(`countsAs.${value as 'FUND'}`),
    ...Object.fromEntries(
      percents.map((term) => [term, (value: unknown) => formatExactPercent(value as string, language)]),
    ),
  };
  return {
    name: ({ term, before, after }: Change): string => {
      if (term === 'instalment')
        return t('instalmentNumber', { number: ((after ?? before) as unknown as Scheduled).number });
      return i18n.exists(`contributions:field.${term}`) ? t(`field.${term as 'amount'}`) : term;
    },
    value: (term: string, value: unknown): string =>
      value === null || value === undefined ? t('none') : (byTerm[term]?.(value) ?? String(value)),
  };
}
