import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../../forms/day-field';
import type { SectionProps } from './section-props';

interface Step {
  label?: string;
  from?: string;
  to?: string;
}

/** Start, end, and the steps or phases (volets) between them. */
export function ScheduleSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const [period, setPeriod] = useState({ from: value.period?.from ?? '', to: value.period?.to ?? '' });
  const steps = (value.schedule ?? []) as Step[];
  const change = (next: Partial<typeof period>) => {
    const both = { ...period, ...next };
    setPeriod(both);
    if (both.from && both.to) edit({ period: both });
  };
  const keep = (schedule: Step[]) => edit({ schedule });
  const set = (at: number, step: Step) => keep(steps.map((one, index) => (index === at ? { ...one, ...step } : one)));
  return (
    <>
      <div className="row-fields">
        <DayField
          label={t('editor.from')}
          value={period.from}
          readOnly={readOnly}
          onChange={(from) => change({ from })}
        />
        <DayField label={t('editor.to')} value={period.to} readOnly={readOnly} onChange={(to) => change({ to })} />
      </div>
      {steps.map((step, index) => (
        <div className="row-line" key={index}>
          <TextInput
            label={t('editor.step')}
            value={step.label ?? ''}
            readOnly={readOnly}
            onChange={(event) => set(index, { label: event.currentTarget.value })}
          />
          <DayField
            label={t('editor.from')}
            value={step.from ?? ''}
            readOnly={readOnly}
            onChange={(from) => set(index, { from })}
          />
          <DayField
            label={t('editor.to')}
            value={step.to ?? ''}
            readOnly={readOnly}
            onChange={(to) => set(index, { to })}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t('editor.remove', { name: step.label || String(index + 1) })}
              onClick={() => keep(steps.filter((_, at) => at !== index))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <Group>
          <Button variant="default" size="xs" onClick={() => keep([...steps, { label: '' }])}>
            {t('editor.addStep')}
          </Button>
        </Group>
      )}
    </>
  );
}
