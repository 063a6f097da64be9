import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { euros, formatAmount } from '../../../money/format';
import type { Change } from '../changes-table';
import { BudgetFields } from '../editor/budget-fields';
import { budgetTotal } from '../editor/budget-rows';
import { unitsPerEuro } from '../editor/local-amount';
import { PlanFields, usePlanLimits } from '../editor/plan-fields';
import { partsOfPlan } from '../editor/plan-rows';
import type { ProjectView } from '../projects-api';
import { testShares } from '../share-test';
import type { Terms } from './amendment';

interface Props {
  project: ProjectView;
  terms: Terms;
  set: (change: Partial<Terms>) => void;
  errors: Readonly<Record<string, string>>;
}

/** The financing plan and the budget, which add up to the same cost: opened together, where the amendment changes them. */
export function AmendedPlan({ project, terms, set, errors }: Props) {
  const { t } = useTranslation('projects');
  const limits = usePlanLimits(project);
  const [opened, setOpened] = useState(false);
  if (!opened) {
    return (
      <Group>
        <Button variant="default" size="xs" onClick={() => setOpened(true)}>
          {t('agreement.changePlan')}
        </Button>
      </Group>
    );
  }
  return (
    <>
      <Part id="amended-plan" title={t('section.plan')} error={errors['financingPlan']}>
        <PlanFields
          plan={terms.plan}
          limits={limits}
          readOnly={false}
          change={(plan) => set({ plan })}
          errors={errors}
        />
      </Part>
      <Part id="amended-budget" title={t('section.budget')} error={errors['budgetLines']}>
        <BudgetFields
          rows={terms.lines}
          currency={project.localCurrency ?? ''}
          rate={unitsPerEuro(project.localCurrency ?? '', project.exchangeRate)}
          readOnly={false}
          change={(lines) => set({ lines })}
          errors={errors}
        />
      </Part>
    </>
  );
}

interface PartProps {
  id: string;
  title: string;
  error: string | undefined;
  children: ReactNode;
}

function Part({ id, title, error, children }: PartProps) {
  return (
    <section aria-labelledby={id} data-testid={id}>
      <Stack gap="md">
        <Title order={3} size="h5" id={id}>
          {title}
        </Title>
        {children}
        {error && (
          <Text size="sm" c="var(--warn)" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </section>
  );
}

/** Why a changed plan or budget can't be agreed, in a sentence; undefined when it can or when neither changes. */
export function useUnfitPlan(project: ProjectView, terms: Terms, changes: readonly Change[]): string | undefined {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const limits = usePlanLimits(project);
  if (!changes.some(({ field }) => /^(financingPlan|budgetLines)\./.test(field))) return undefined;
  const parts = partsOfPlan(terms.plan);
  const { excess, cityMissing, gap } = testShares(parts, limits);
  if (excess > 0n || cityMissing > 0n || gap !== 0n) return t('agreement.planUnfit');
  const difference = budgetTotal(terms.lines) - parts.total;
  if (difference === 0n) return undefined;
  const { amount } = euros(difference < 0n ? -difference : difference);
  return t('agreement.budgetUnfit', { difference: formatAmount({ amount, currency: 'EUR' }, language) });
}
