import { Button, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { useProblemWords } from '../../../acts/problem-words';
import { useAct } from '../../../acts/use-act';
import { answered, type Problem } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { useFieldProblems } from '../../../forms/field-problems';
import { Figure } from '../../../money/figure';
import { Changes } from '../changes-table';
import { disbursements, type ProjectView } from '../projects-api';
import { agreementKey } from './agreement-api';
import { agreedTerms, amendmentOf, blanksOf, changesOf, localCurrencyOf, type Terms } from './amendment';
import { AmendedPlan, useUnfitPlan } from './amended-plan';

/** Refusals of the plan as a whole, which name no field. */
const ofPlan = [
  'FUND_SHARE_ABOVE_CEILING',
  'CITY_SHARE_BELOW_MINIMUM',
  'DONOR_SHARE_ABOVE_RATE',
  'PLAN_BELOW_ENGAGEMENT',
];
/** Parts whose refusals are shown in the form; of any other the reader is told beside it. */
const parts = ['reason', 'scope', 'period', 'attributed', 'financingPlan', 'budgetLines'];

/** What an amendment changes, beside what stands: only what differs from the agreement is sent. */
export function AmendmentForm({ project, close }: { project: ProjectView; close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const phone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const [now] = useState(() => agreedTerms(project));
  const [reason, setReason] = useState('');
  const [terms, setTerms] = useState(now);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const currency = localCurrencyOf(project);
  const changes = changesOf(now, terms, currency);
  const set = (change: Partial<Terms>) => {
    setErrors({});
    setTerms({ ...terms, ...change });
  };
  const unfit = useUnfitPlan(project, terms, changes);
  const act = usePreparing(project.code, { close, setErrors });
  const submit = () => {
    const blanks = [...(reason.trim() ? [] : ['reason']), ...blanksOf(terms, changes)];
    if (blanks.length === 0) return act.mutate(amendmentOf(reason, now, terms, currency));
    setErrors(Object.fromEntries(blanks.map((path) => [path, shared('form.required')])));
  };
  return (
    <Modal
      opened
      onClose={close}
      size="xl"
      fullScreen={phone}
      title={t('agreement.prepare')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (changes.length > 0 && unfit === undefined) submit();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('agreement.prepareText')}</Text>
          <Textarea
            label={t('agreement.reason')}
            autosize
            minRows={2}
            withAsterisk
            value={reason}
            error={errors['reason']}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Textarea
            label={t('agreement.scope')}
            autosize
            minRows={3}
            value={terms.scope}
            error={errors['scope']}
            onChange={(event) => set({ scope: event.currentTarget.value })}
          />
          <div className="row-fields">
            <DayField
              label={t('editor.from')}
              value={terms.from}
              error={errors['period.from'] ?? errors['period']}
              onChange={(from) => set({ from })}
            />
            <DayField
              label={t('editor.to')}
              value={terms.to}
              error={errors['period.to']}
              onChange={(to) => set({ to })}
            />
          </div>
          <AmountField
            label={t('agreement.attributed')}
            description={t('agreement.attributedHelp')}
            currency="EUR"
            value={terms.attributed}
            error={errors['attributed']}
            onChange={(attributed) => set({ attributed })}
          />
          <Text size="sm" className="muted">
            {t('money.attributed')} <Figure value={project.attributed} entries={project.attributedEntries} />
          </Text>
          <AmendedPlan project={project} terms={terms} set={set} errors={errors} />
          <section aria-labelledby="amended" data-testid="amended">
            <Title order={3} size="h5" id="amended" mb="xs">
              {t('agreement.amended')}
            </Title>
            {changes.length === 0 ? (
              <Text size="sm" className="muted">
                {t('agreement.nothingYet')}
              </Text>
            ) : (
              <Changes diff={changes} label={t('agreement.amended')} />
            )}
          </section>
          <Group justify="end" align="start">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <ActButton
              type="submit"
              loading={act.isPending}
              because={changes.length === 0 ? t('agreement.nothingYet') : unfit}
              explain={unfit !== undefined}
            >
              {t('agreement.prepare')}
            </ActButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function usePreparing(
  project: string,
  { close, setErrors }: { close: () => void; setErrors: (errors: Record<string, string>) => void },
) {
  const { t } = useTranslation('projects');
  const fieldsOf = useFieldProblems();
  const words = useProblemWords();
  return useAct({
    send: (body: ReturnType<typeof amendmentOf>, headers) =>
      answered(
        disbursements.POST('/api/disbursements/projects/{id}/agreement/amendments', {
          params: { path: { id: project } },
          body,
          headers,
        }),
      ),
    refresh: [agreementKey(project)],
    done: () => {
      close();
      return { title: t('agreement.prepared') };
    },
    refused: (problem: Problem) => {
      const { text } = words(problem);
      const named = ofPlan.includes(problem.code) && text ? { financingPlan: text } : fieldsOf(problem);
      setErrors(named);
      return Object.keys(named).some((path) => parts.includes(path.split('.')[0] ?? ''));
    },
  });
}
