import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount, formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { type Allocation, ALLOCATIONS, contributions } from './calls';
import '../../styles/forms.css';

/** Why this person may not decide on a proposal now; nothing when she may. */
export function useObstacle(): (makers: readonly string[]) => string | undefined {
  const { t } = useTranslation('allocations');
  const { data: person } = useSession();
  return (makers) => {
    if (!person?.roles.includes('finance-controller')) return t('obstacle.role');
    return makers.includes(person.id) ? t('obstacle.maker') : undefined;
  };
}

/** Confirm, adjust, reject: each says why it can't be done where it can't. */
export function AllocationActs({ allocation, adjust }: { allocation: Allocation; adjust?: () => void }) {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  const navigate = useNavigate();
  const { data: person } = useSession();
  const obstacle = useObstacle();
  const [asked, setAsked] = useState<'confirm' | 'reject'>();
  const { id, version, total, project, title } = allocation;
  const request = { params: { path: { id } } };
  const headers = { 'if-match': `"${version}"` };
  const confirm = useAct({
    send: (_: string, key) =>
      answered(
        contributions.POST('/api/contributions/allocations/{id}/confirm', {
          ...request,
          body: {},
          headers: { ...headers, ...key },
        }),
      ),
    refresh: [ALLOCATIONS],
    done: () => ({ title: t('confirmed.title'), text: t('confirmed.text', { project: title ?? project }) }),
  });
  const reject = useAct({
    send: (reason: string, key) =>
      answered(
        contributions.POST('/api/contributions/allocations/{id}/reject', {
          ...request,
          body: { reason },
          headers: { ...headers, ...key },
        }),
      ),
    refresh: [ALLOCATIONS],
    done: () => ({ title: t('rejected.title'), text: t('rejected.text') }),
  });
  const close = () => setAsked(undefined);
  const amount = formatAmount(total, language);
  const mayAdjust = person?.roles.some((role) => role === 'finance-officer' || role === 'finance-controller');
  const facts = [
    { label: t('project'), value: title ?? project },
    { label: t('amount'), value: amount },
    { label: t('agreements'), value: allocation.lines.map(({ agreement }) => agreement).join(', ') },
    { label: t('effectiveDate'), value: formatDay(allocation.effectiveDate, language) },
  ];
  return (
    <>
      <Group gap="xs">
        <ActButton because={obstacle(allocation.makers)} onClick={() => setAsked('confirm')} data-testid="confirm">
          {t('act.confirm', { amount })}
        </ActButton>
        <ActButton
          variant="default"
          because={mayAdjust ? undefined : t('obstacle.finance')}
          onClick={adjust ?? (() => void navigate({ to: `/imputations/${id}`, search: { ajuster: 'oui' } }))}
          data-testid="adjust"
        >
          {t('act.adjust')}
        </ActButton>
        {person?.roles.includes('finance-controller') && (
          <Button variant="subtle" onClick={() => setAsked('reject')}>
            {t('act.reject')}
          </Button>
        )}
      </Group>
      <ConfirmAct
        opened={asked === 'confirm'}
        close={close}
        title={t('confirmTitle')}
        facts={facts}
        act={t('act.confirm', { amount })}
        pending={confirm.isPending}
        confirm={() => confirm.mutate('', { onSettled: close })}
      />
      <ConfirmAct
        opened={asked === 'reject'}
        close={close}
        title={t('rejectTitle')}
        facts={facts}
        act={t('act.rejectProposal')}
        tone="grave"
        reason={t('rejectReason')}
        pending={reject.isPending}
        confirm={(reason) => reject.mutate(reason, { onSettled: close })}
      />
    </>
  );
}
