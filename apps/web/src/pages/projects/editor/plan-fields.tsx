import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { PlanBar } from '../plan-bar';
import { type ProjectView, useRuleSets } from '../projects-api';
import { type Limits, testShares } from '../share-test';
import { partsOfPlan, type SourceRow, type WrittenPlan } from './plan-rows';

const kinds: readonly SourceRow['kind'][] = ['FUND', 'CITY', 'PARTNER'];

interface Props {
  plan: WrittenPlan;
  limits: Limits;
  readOnly: boolean;
  change: (plan: WrittenPlan) => void;
  /** What is wrong, by path: `financingPlan.sources.0.name`. */
  errors?: Readonly<Record<string, string>>;
  /** What stands beside the total cost. */
  children?: ReactNode;
}

/** Who pays what of the total cost; the bar judges each keystroke by the instrument's rule. */
export function PlanFields({ plan, limits, readOnly, change, errors = {}, children }: Props) {
  const { t } = useTranslation('projects');
  const { total, sources } = plan;
  const parts = partsOfPlan(plan);
  const refused = testShares(parts, limits).excess > 0n;
  const set = (at: number, part: Partial<SourceRow>) =>
    change({ total, sources: sources.map((source, index) => (index === at ? { ...source, ...part } : source)) });
  const blank: SourceRow = { kind: sources.length === 0 ? 'FUND' : 'CITY', name: '', amount: '', inKind: false };
  return (
    <>
      <PlanBar parts={parts} limits={limits} />
      <div className="row-fields">
        <AmountField
          label={t('editor.total')}
          currency="EUR"
          value={total}
          readOnly={readOnly}
          error={errors['financingPlan.total']}
          onChange={(amount) => change({ total: amount, sources })}
        />
        {children}
      </div>
      <div className="rows">
        {sources.map((source, index) => (
          <div className="row-line" key={index}>
            <Select
              label={t('editor.sourceKind')}
              value={source.kind}
              readOnly={readOnly}
              allowDeselect={false}
              data={kinds.map((kind) => ({ value: kind, label: t(`editor.kind.${kind}`) }))}
              onChange={(kind) => kind && set(index, { kind })}
            />
            <TextInput
              label={t('editor.sourceName')}
              value={source.name}
              readOnly={readOnly}
              error={errors[`financingPlan.sources.${index}.name`]}
              onChange={(event) => set(index, { name: event.currentTarget.value })}
            />
            <Select
              label={t('editor.form')}
              value={source.inKind ? 'kind' : 'cash'}
              readOnly={readOnly}
              allowDeselect={false}
              data={[
                { value: 'cash', label: t('editor.cash') },
                { value: 'kind', label: t('editor.kindOnly') },
              ]}
              onChange={(form) => set(index, { inKind: form === 'kind' })}
            />
            <AmountField
              label={t('plan.amount')}
              currency="EUR"
              value={source.amount}
              readOnly={readOnly}
              error={errors[`financingPlan.sources.${index}.amount`] ?? (refused && source.kind === 'FUND')}
              onChange={(amount) => set(index, { amount })}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: source.name || String(index + 1) })}
                onClick={() => change({ total, sources: sources.filter((_, at) => at !== index) })}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {!readOnly && (
        <Group>
          <Button variant="default" size="xs" onClick={() => change({ total, sources: [...sources, blank] })}>
            {t('editor.addSource')}
          </Button>
        </Group>
      )}
    </>
  );
}

/** What the rules of a project's instrument allow of its total cost. */
export function usePlanLimits({ instrument, cofinancing, programme, code }: ProjectView): Limits {
  const { data: ruleSets = [] } = useRuleSets();
  const own = programme === code ? 'PROGRAMME' : undefined;
  const rules = ruleSets.find(
    (one) => one.instrument === instrument && (own === undefined || one.attributedBy === own),
  );
  if (!rules) return { ceilingPercent: null, cityMinimumPercent: null };
  const ceilingPercent = rules.fundCeiling === 'FROM_DOSSIER' ? (cofinancing?.percent ?? null) : rules.fundCeiling;
  return { ceilingPercent, cityMinimumPercent: rules.cityMinimum };
}
