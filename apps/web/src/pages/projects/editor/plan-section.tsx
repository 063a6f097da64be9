import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testShares } from '../share-test';
import { AgreedNote } from './agreed-note';
import { PlanFields, usePlanLimits } from './plan-fields';
import { partsOfPlan, planOf, type WrittenPlan, writtenPlan } from './plan-rows';
import type { SectionProps } from './section-props';

/** The plan of a dossier, saved as it is written; a plan that the bar refuses isn't sent. */
export function PlanSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const limits = usePlanLimits(value);
  const [plan, setPlan] = useState(() => writtenPlan(value.financingPlan));
  const [rate, setRate] = useState(value.cofinancing?.percent ?? '');
  const change = (next: WrittenPlan) => {
    setPlan(next);
    const saysMore = JSON.stringify(planOf(next)) !== JSON.stringify(planOf(plan));
    if (!saysMore || next.total === '' || testShares(partsOfPlan(next), limits).excess > 0n) return;
    edit({ financingPlan: planOf(next) });
  };
  return (
    <PlanFields
      plan={plan}
      limits={limits}
      readOnly={readOnly || value.agreedTerms.includes('financingPlan')}
      change={change}
    >
      <AgreedNote value={value} term="financingPlan" />
      {value.instrument === 'GOVERNANCE' && (
        <TextInput
          label={t('editor.cofinancing')}
          inputMode="decimal"
          value={rate}
          readOnly={readOnly}
          onChange={(event) => {
            const percent = event.currentTarget.value.replace(',', '.');
            setRate(percent);
            if (/^\d{1,3}(\.\d+)?$/.test(percent)) edit({ cofinancing: { percent } });
          }}
        />
      )}
    </PlanFields>
  );
}
