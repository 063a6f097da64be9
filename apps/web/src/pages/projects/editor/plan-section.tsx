import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { PlanBar } from '../plan-bar';
import { useRuleSets } from '../projects-api';
import { type Limits, partsOf, testShares } from '../share-test';
import type { SectionProps } from './section-props';

type Kind = 'FUND' | 'CITY' | 'PARTNER';

interface Row {
  kind: Kind;
  name: string;
  amount: string;
  inKind: boolean;
  maxPercent?: string;
}

const kinds: readonly Kind[] = ['FUND', 'CITY', 'PARTNER'];

/** Who pays what of the total cost. The bar judges each keystroke by the instrument's rule, and a plan it refuses isn't sent. */
export function PlanSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const limits = useLimits(value);
  const [total, setTotal] = useState(value.financingPlan?.total.amount ?? '');
  const [rows, setRows] = useState<Row[]>(() =>
    (value.financingPlan?.sources ?? []).map(({ amount, ...source }) => ({ ...source, amount: amount.amount })),
  );
  const [rate, setRate] = useState(value.cofinancing?.percent ?? '');
  const parts = partsOf(
    total,
    rows.map(({ kind, amount }) => ({ kind, amount: { amount } })),
  );
  const keep = (nextTotal: string, next: Row[]) => {
    setTotal(nextTotal);
    setRows(next);
    const judged = partsOf(
      nextTotal,
      next.map(({ kind, amount }) => ({ kind, amount: { amount } })),
    );
    if (nextTotal === '' || testShares(judged, limits).excess > 0n) return;
    edit({ financingPlan: planOf(nextTotal, next) });
  };
  const set = (at: number, change: Partial<Row>) =>
    keep(
      total,
      rows.map((row, index) => (index === at ? { ...row, ...change } : row)),
    );
  const refused = testShares(parts, limits).excess > 0n;
  return (
    <>
      <PlanBar parts={parts} limits={limits} />
      <div className="row-fields">
        <AmountField
          label={t('editor.total')}
          currency="EUR"
          value={total}
          readOnly={readOnly}
          onChange={(amount) => keep(amount, rows)}
        />
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
      </div>
      <div className="rows">
        {rows.map((row, index) => (
          <div className="row-line" key={index}>
            <Select
              label={t('editor.sourceKind')}
              value={row.kind}
              readOnly={readOnly}
              allowDeselect={false}
              data={kinds.map((kind) => ({ value: kind, label: t(`editor.kind.${kind}`) }))}
              onChange={(kind) => set(index, { kind: (kind ?? 'FUND') as Kind })}
            />
            <TextInput
              label={t('editor.sourceName')}
              value={row.name}
              readOnly={readOnly}
              onChange={(event) => set(index, { name: event.currentTarget.value })}
            />
            <Select
              label={t('editor.form')}
              value={row.inKind ? 'kind' : 'cash'}
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
              value={row.amount}
              readOnly={readOnly}
              error={refused && row.kind === 'FUND'}
              onChange={(amount) => set(index, { amount })}
            />
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: row.name || String(index + 1) })}
                onClick={() =>
                  keep(
                    total,
                    rows.filter((_, at) => at !== index),
                  )
                }
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {!readOnly && (
        <Group>
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              setRows([...rows, { kind: rows.length === 0 ? 'FUND' : 'CITY', name: '', amount: '', inKind: false }])
            }
          >
            {t('editor.addSource')}
          </Button>
        </Group>
      )}
    </>
  );
}

function useLimits({ instrument, cofinancing, programme, code }: SectionProps['value']): Limits {
  const { data: ruleSets = [] } = useRuleSets();
  const own = programme === code ? 'PROGRAMME' : undefined;
  const rules = ruleSets.find(
    (one) => one.instrument === instrument && (own === undefined || one.attributedBy === own),
  );
  if (!rules) return { ceilingPercent: null, cityMinimumPercent: null };
  const ceilingPercent = rules.fundCeiling === 'FROM_DOSSIER' ? (cofinancing?.percent ?? null) : rules.fundCeiling;
  return { ceilingPercent, cityMinimumPercent: rules.cityMinimum };
}

/** Sources that say who and how much; what is half written waits. */
function planOf(total: string, rows: readonly Row[]) {
  const sources = rows
    .filter(({ name, amount }) => name.trim() !== '' && amount !== '')
    .map(({ kind, name, amount, inKind, maxPercent }) => ({
      kind,
      name: name.trim(),
      inKind,
      amount: { amount, currency: 'EUR' },
      ...(maxPercent !== undefined && { maxPercent }),
    }));
  return { total: { amount: total, currency: 'EUR' }, sources };
}
