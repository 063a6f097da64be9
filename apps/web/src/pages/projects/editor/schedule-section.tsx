import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../../forms/day-field';
import { AgreedNote } from './agreed-note';
import type { SectionProps } from './section-props';

interface Step {
  label?: string;
  from?: string;
  to?: string;
}

interface Phase {
  title?: string;
  period?: { from?: string; to?: string };
}

/** Start, end, the steps between them, and the phases (*volets*) of one dossier. */
export function ScheduleSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const [period, setPeriod] = useState({ from: value.period?.from ?? '', to: value.period?.to ?? '' });
  const steps = (value.schedule ?? []) as Step[];
  const change = (next: Partial<typeof period>) => {
    const both = { ...period, ...next };
    setPeriod(both);
    if (both.from && both.to) edit({ period: both });
  };
  const fixed = readOnly || value.agreedTerms.includes('period');
  const keep = (schedule: Step[]) => edit({ schedule });
  const phases = (value.phases ?? []) as Phase[];
  return (
    <>
      <AgreedNote value={value} term="period" />
      <div className="row-fields">
        <DayField label={t('editor.from')} value={period.from} readOnly={fixed} onChange={(from) => change({ from })} />
        <DayField label={t('editor.to')} value={period.to} readOnly={fixed} onChange={(to) => change({ to })} />
      </div>
      <Steps name={t('editor.step')} add={t('editor.addStep')} steps={steps} set={keep} readOnly={readOnly} />
      <Steps
        name={t('editor.phase')}
        add={t('editor.addPhase')}
        steps={phases.map(({ title = '', period: { from = '', to = '' } = {} }) => ({ label: title, from, to }))}
        set={(next) => edit({ phases: next.map(({ label = '', ...days }) => ({ title: label, period: days })) })}
        readOnly={readOnly}
      />
    </>
  );
}

interface StepsProps {
  name: string;
  add: string;
  steps: readonly Step[];
  set: (steps: Step[]) => void;
  readOnly: boolean;
}

/** Rows of what happens from one day to another. */
function Steps({ name, add, steps, set, readOnly }: StepsProps) {
  const { t } = useTranslation('projects');
  const change = (at: number, step: Step) => set(steps.map((one, index) => (index === at ? { ...one, ...step } : one)));
  return (
    <>
      {steps.map((step, index) => (
        <div className="row-line" key={index}>
          <TextInput
            label={name}
            value={step.label ?? ''}
            readOnly={readOnly}
            onChange={(event) => change(index, { label: event.currentTarget.value })}
          />
          <DayField
            label={t('editor.from')}
            value={step.from ?? ''}
            readOnly={readOnly}
            onChange={(from) => change(index, { from })}
          />
          <DayField
            label={t('editor.to')}
            value={step.to ?? ''}
            readOnly={readOnly}
            onChange={(to) => change(index, { to })}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('editor.remove', { name: step.label || String(index + 1) })}
              onClick={() => set(steps.filter((_, at) => at !== index))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <Group>
          <Button variant="default" size="xs" onClick={() => set([...steps, { label: '' }])}>
            {add}
          </Button>
        </Group>
      )}
    </>
  );
}
