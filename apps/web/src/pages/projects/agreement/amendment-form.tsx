import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { useFieldProblems } from '../../../forms/field-problems';
import { Figure } from '../../../money/figure';
import { disbursements, type ProjectView } from '../projects-api';
import { agreementKey } from './agreement-api';

interface Asked {
  reason: string;
  scope: string;
  from: string;
  to: string;
  attributed: string;
}

/** What an amendment changes: only what differs from the agreement is sent. */
export function AmendmentForm({ project, close }: { project: ProjectView; close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const now = agreed(project);
  const [asked, setAsked] = useState<Asked>({ reason: '', ...now });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const fieldsOf = useFieldProblems();
  const set = (change: Partial<Asked>) => setAsked({ ...asked, ...change });
  const act = useAct({
    send: (body: ReturnType<typeof bodyOf>, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/agreement/amendments', {
          params: { path: { id: project.code } },
          body,
          headers,
        }),
      ),
    refresh: [agreementKey(project.code)],
    done: () => {
      close();
      return { title: t('agreement.prepared') };
    },
    refused: (problem) => {
      const named = fieldsOf(problem);
      setErrors(named);
      return ['reason', 'scope', 'period', 'attributed'].some((field) => field in named);
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
          if (!asked.reason.trim()) return setErrors({ reason: shared('form.required') });
          act.mutate(bodyOf(asked, now));
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('agreement.prepareText')}</Text>
          <Textarea
            label={t('agreement.reason')}
            autosize
            minRows={2}
            withAsterisk
            value={asked.reason}
            error={errors['reason']}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
          <Textarea
            label={t('agreement.scope')}
            autosize
            minRows={3}
            value={asked.scope}
            error={errors['scope']}
            onChange={(event) => set({ scope: event.currentTarget.value })}
          />
          <div className="row-fields">
            <DayField
              label={t('editor.from')}
              value={asked.from}
              error={errors['period']}
              onChange={(from) => set({ from })}
            />
            <DayField label={t('editor.to')} value={asked.to} onChange={(to) => set({ to })} />
          </div>
          <AmountField
            label={t('agreement.attributed')}
            description={t('agreement.attributedHelp')}
            currency="EUR"
            value={asked.attributed}
            error={errors['attributed']}
            onChange={(attributed) => set({ attributed })}
          />
          <Text size="sm" className="muted">
            {t('money.attributed')} <Figure value={project.attributed} />
          </Text>
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

type Agreed = Omit<Asked, 'reason'>;

function agreed({ narrative = {}, period, attributed }: ProjectView): Agreed {
  const { objectives } = narrative as Record<string, unknown>;
  return {
    scope: typeof objectives === 'string' ? objectives : '',
    ...{ from: period?.from ?? '', to: period?.to ?? '', attributed: attributed.amount },
  };
}

function bodyOf({ reason, scope, from, to, attributed }: Asked, now: Agreed) {
  const moved = from !== now.from || to !== now.to;
  return {
    reason: reason.trim(),
    ...(scope.trim() !== now.scope && { scope: scope.trim() }),
    ...(moved && { period: { from, to } }),
    ...(attributed && attributed !== now.attributed && { attributed: { amount: attributed, currency: 'EUR' } }),
  };
}
