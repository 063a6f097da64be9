import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { DayField } from '../../../forms/day-field';
import { fieldProblems } from '../../../forms/field-problems';
import { disbursements, keys } from '../projects-api';
import { activitiesOf, type Line, Lines, linesOf, noLine, partnersOf } from './programme-lines';

interface Prepared {
  code: string;
  title: string;
  instrument: 'GOVERNANCE' | 'COOPERATION';
  from: string;
  to: string;
  purpose: string;
  partners: string;
  lines: Line[];
  activities: Line[];
}

const nothing: Prepared = {
  ...{ code: '', title: '', instrument: 'GOVERNANCE', from: '', to: '', purpose: '', partners: '' },
  ...{ lines: [noLine], activities: [] },
};

function bodyOf({ code, title, instrument, from, to, purpose, partners, lines, activities }: Prepared) {
  return {
    ...{ code: code.trim(), title: title.trim(), instrument, period: { from, to }, theme: 'GOVERNANCE', basis: null },
    purpose: purpose.trim() || null,
    partners: partnersOf(partners),
    lines: linesOf(lines),
    otherSources: [],
    activities: activitiesOf(activities),
  };
}

/** Prepares a programme: what each agreement gives, at which rate, for which activities. Another person approves it. */
export default function ProgrammeForm({ close }: { close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const navigate = useNavigate();
  const [prepared, setPrepared] = useState(nothing);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (change: Partial<Prepared>) => setPrepared({ ...prepared, ...change });
  const prepare = useAct({
    send: (body: ReturnType<typeof bodyOf>, headers) =>
      answered(disbursements.POST('/api/disbursements/programmes', { body, headers: { ...headers } })),
    refresh: [keys.programmes],
    done: ({ code }) => {
      close();
      void navigate({ to: '/programmes/$id', params: { id: code } });
      return { title: t('programmes.done') };
    },
    refused: (problem) => {
      setErrors(fieldProblems(problem));
      return problem.fields.length > 0;
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!prepared.code.trim() || !prepared.title.trim()) return setErrors({ code: t('programmes.codeMissing') });
    prepare.mutate(bodyOf(prepared));
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('programmes.prepare')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <div className="row-line">
            <TextInput
              label={t('programmes.code')}
              withAsterisk
              value={prepared.code}
              error={errors['code']}
              onChange={(event) => set({ code: event.currentTarget.value })}
            />
            <TextInput
              label={t('programmes.name')}
              withAsterisk
              value={prepared.title}
              error={errors['title']}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
          </div>
          <div className="row-line">
            <Select
              label={t('programmes.instrument')}
              value={prepared.instrument}
              allowDeselect={false}
              data={(['GOVERNANCE', 'COOPERATION'] as const).map((value) => ({
                value,
                label: shared(`instrument.${value}`),
              }))}
              onChange={(instrument) => set({ instrument: (instrument ?? 'GOVERNANCE') as Prepared['instrument'] })}
            />
            <DayField
              label={t('editor.from')}
              value={prepared.from}
              error={errors['period.from']}
              onChange={(from) => set({ from })}
            />
            <DayField
              label={t('editor.to')}
              value={prepared.to}
              error={errors['period.to']}
              onChange={(to) => set({ to })}
            />
          </div>
          <Textarea
            label={t('programmes.purpose')}
            autosize
            minRows={2}
            value={prepared.purpose}
            onChange={(event) => set({ purpose: event.currentTarget.value })}
          />
          <Lines
            title={t('programmes.lines')}
            name={t('programmes.agreement')}
            add={t('programmes.addLine')}
            rated
            lines={prepared.lines}
            set={(lines) => set({ lines })}
          />
          <Lines
            title={t('programmes.activities')}
            name={t('programmes.activity')}
            add={t('programmes.addActivity')}
            lines={prepared.activities}
            set={(activities) => set({ activities })}
          />
          <Textarea
            label={t('programmes.partners')}
            autosize
            minRows={2}
            value={prepared.partners}
            onChange={(event) => set({ partners: event.currentTarget.value })}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={prepare.isPending}>
              {t('programmes.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
