import { Button, Checkbox, Group, Modal, NumberInput, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import '@mantine/core/styles/SegmentedControl.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import { useFieldProblems } from '../../forms/field-problems';
import { type Condition, disbursements, keys, type Tranche } from './tranches-api';

interface Props {
  project: string;
  tranches: readonly Tranche[];
  close: () => void;
}

interface Asked {
  /** An amount, or a part of what is attributed. */
  by: 'amount' | 'percent';
  amount: string;
  percent: number | '';
  expectedOn: string;
  beneficiary: string;
  previous: number | '';
  report: 'INTERIM' | 'FINAL' | null;
  mission: boolean;
  works: number | '';
  milestone: string;
}

/** The next tranche of a project: how much, when, and what must be true before it is paid. */
export function PlanTranche({ project, tranches, close }: Props) {
  const { t } = useTranslation('tranches');
  const { t: shared } = useTranslation();
  const number = Math.max(0, ...tranches.map((tranche) => tranche.number)) + 1;
  const [asked, setAsked] = useState<Asked>({
    ...{ by: 'amount', amount: '', percent: '', expectedOn: '', beneficiary: '', previous: number > 1 ? 70 : '' },
    ...{ report: null, mission: false, works: '', milestone: '' },
  });
  const [tried, setTried] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const fieldsOf = useFieldProblems();
  const set = (change: Partial<Asked>) => {
    setErrors({});
    setAsked({ ...asked, ...change });
  };
  const missing = asked.by === 'amount' ? !asked.amount : asked.percent === '';
  const wrong = (tried && missing && shared('form.required')) || errors['amount'];
  const act = useAct({
    send: (plan: Asked, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/tranches', {
          params: { path: { id: project } },
          body: { number, ...sizeOf(plan), conditions: conditionsOf(plan) },
          headers,
        }),
      ),
    refresh: [keys.tranches],
    done: () => {
      close();
      return { title: t('plan.saved') };
    },
    refused: (problem) => {
      const named = fieldsOf(problem);
      setErrors(named);
      return 'amount' in named;
    },
  });
  const percentField = (name: 'percent' | 'previous' | 'works', label: string, error?: string | false | undefined) => (
    <NumberInput
      label={label}
      value={asked[name]}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : '' })}
      min={0}
      max={100}
      error={error}
    />
  );
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={`${t('plan.add')} (${t('number', { number })})`}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) act.mutate(asked);
        }}
      >
        <Stack gap="md">
          <SegmentedControl
            aria-label={t('plan.by')}
            value={asked.by}
            onChange={(by) => set({ by: by as Asked['by'] })}
            data={[
              { value: 'amount', label: t('plan.byAmount') },
              { value: 'percent', label: t('plan.byPercent') },
            ]}
          />
          {asked.by === 'amount' ? (
            <AmountField
              label={t('plan.amount')}
              currency="EUR"
              value={asked.amount}
              onChange={(amount) => set({ amount })}
              error={wrong}
              withAsterisk
            />
          ) : (
            percentField('percent', t('plan.percent'), wrong)
          )}
          <DayField
            label={t('plan.expectedOn')}
            value={asked.expectedOn}
            onChange={(expectedOn) => set({ expectedOn })}
          />
          <TextInput
            label={t('plan.beneficiary')}
            description={t('plan.beneficiaryHelp')}
            value={asked.beneficiary}
            onChange={(event) => set({ beneficiary: event.currentTarget.value })}
          />
          {number > 1 && percentField('previous', t('plan.previous'))}
          <Select
            label={t('plan.report')}
            value={asked.report}
            data={(['INTERIM', 'FINAL'] as const).map((value) => ({ value, label: t(`report.${value}`) }))}
            onChange={(report) => set({ report: report as Asked['report'] })}
            clearable
          />
          {percentField('works', t('plan.works'))}
          <TextInput
            label={t('plan.milestone')}
            value={asked.milestone}
            onChange={(event) => set({ milestone: event.currentTarget.value })}
          />
          <Checkbox
            label={t('plan.mission')}
            checked={asked.mission}
            onChange={(event) => set({ mission: event.currentTarget.checked })}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('plan.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function sizeOf({ by, amount, percent, expectedOn, beneficiary }: Asked) {
  const size = by === 'amount' ? { amount: { amount, currency: 'EUR' } } : { percent: String(percent) };
  const payee = beneficiary.trim();
  return { ...size, ...(expectedOn && { expectedOn }), ...(payee && { beneficiary: payee }) };
}

function conditionsOf({ previous, report, mission, works, milestone }: Asked): Condition[] {
  return [
    ...(previous === '' ? [] : [{ kind: 'PREVIOUS_JUSTIFIED' as const, percent: String(previous) }]),
    ...(report === null ? [] : [{ kind: 'REPORT_ACCEPTED' as const, report }]),
    ...(works === '' ? [] : [{ kind: 'WORKS_PROGRESS' as const, percent: String(works) }]),
    ...(mission ? [{ kind: 'MISSION_DONE' as const }] : []),
    ...(milestone.trim() ? [{ kind: 'MILESTONE' as const, label: milestone.trim() }] : []),
  ];
}
