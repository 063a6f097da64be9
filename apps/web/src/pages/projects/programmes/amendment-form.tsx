import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { DayField } from '../../../forms/day-field';
import { useFieldProblems } from '../../../forms/field-problems';
import { disbursements, keys, type Programme } from '../projects-api';
import { activitiesOf, type Line, Lines, linesOf, partnersOf } from './programme-lines';

interface Amended {
  reason: string;
  title: string;
  from: string;
  to: string;
  partners: string;
  lines: Line[];
  activities: Line[];
}

/** What the programme is to say from now on; what stays as it is isn't part of the amendment. */
export default function AmendmentForm({ programme, close }: { programme: Programme; close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const [amended, setAmended] = useState(() => saidNow(programme));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const fieldsOf = useFieldProblems();
  const set = (change: Partial<Amended>) => setAmended({ ...amended, ...change });
  const act = useAct({
    send: (body: ReturnType<typeof bodyOf>, headers) =>
      answered(
        disbursements.POST('/api/disbursements/programmes/{id}/amendments', {
          params: { path: { id: programme.code } },
          body,
          headers,
        }),
      ),
    refresh: [keys.programmes],
    done: () => {
      close();
      return { title: t('agreement.prepared') };
    },
    refused: (problem) => {
      setErrors(fieldsOf(problem));
      return false;
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('agreement.prepare')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!amended.reason.trim()) return setErrors({ reason: shared('form.required') });
          act.mutate(bodyOf(amended, programme));
        }}
      >
        <Stack gap="md">
          <Textarea
            label={t('programmes.agreed')}
            autosize
            minRows={2}
            withAsterisk
            value={amended.reason}
            error={errors['reason']}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
          <TextInput
            label={t('programmes.name')}
            value={amended.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <div className="row-line">
            <DayField
              label={t('editor.from')}
              value={amended.from}
              error={errors['period']}
              onChange={(from) => set({ from })}
            />
            <DayField label={t('editor.to')} value={amended.to} onChange={(to) => set({ to })} />
          </div>
          <Lines
            title={t('programmes.lines')}
            name={t('programmes.agreement')}
            add={t('programmes.addLine')}
            rated
            lines={amended.lines}
            set={(lines) => set({ lines })}
          />
          <Lines
            title={t('programmes.activities')}
            name={t('programmes.activity')}
            add={t('programmes.addActivity')}
            lines={amended.activities}
            set={(activities) => set({ activities })}
          />
          <Textarea
            label={t('programmes.partners')}
            autosize
            minRows={2}
            value={amended.partners}
            onChange={(event) => set({ partners: event.currentTarget.value })}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('agreement.prepare')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function saidNow({ title, period, lines, activities = [], partners = [] }: Programme): Amended {
  return {
    ...{ reason: '', title, from: period.from, to: period.to },
    partners: partners.map(({ name }) => name).join('\n'),
    lines: lines.map(({ agreement, amount, maxPercent = '' }) => ({
      ...{ name: agreement, amount: amount.amount, rate: maxPercent },
    })),
    activities: activities.map(({ title: name, amount }) => ({ name, amount: amount?.amount ?? '', rate: '' })),
  };
}

/** Days of activities and roles of partners, which the form doesn't show, stay with their names. */
function bodyOf({ reason, title, from, to, partners, lines, activities }: Amended, programme: Programme) {
  const now = saidNow(programme);
  const differs = (field: 'lines' | 'activities') => {
    const next = { lines, activities }[field];
    return JSON.stringify(next) !== JSON.stringify(now[field]);
  };
  return {
    reason: reason.trim(),
    ...(title.trim() !== now.title && { title: title.trim() }),
    ...((from !== now.from || to !== now.to) && { period: { from, to } }),
    ...(differs('lines') && { lines: linesOf(lines) }),
    ...(differs('activities') && {
      activities: activitiesOf(activities).map((activity) => ({
        ...programme.activities?.find((known) => known.title === activity.title),
        ...activity,
      })),
    }),
    ...(partners !== now.partners && {
      partners: partnersOf(partners).map((partner) => ({
        ...partner,
        ...programme.partners?.find(({ name }) => name === partner.name),
      })),
    }),
  };
}
