import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount } from '../../money/format';
import { useSession } from '../../session/session';
import { useNames } from '../contributions/names';
import { type Act, decisions, FINANCE_ACTS, type Kind } from './calls';

/** Confirm for whoever didn't prepare it; decline for a controller, withdraw for whoever did. */
export function DecisionButtons({ kind, act }: { kind: Kind; act: Act }) {
  const { t } = useTranslation('financeActs');
  const language = useLanguage();
  const { data: person } = useSession();
  const named = useNames();
  const [asked, setAsked] = useState<'confirm' | 'decline'>();
  const close = () => setAsked(undefined);
  const refresh = [FINANCE_ACTS, ['agreements'], ['receivables'], ['allocations']];
  const confirm = useAct({
    send: (id: string, headers) => decisions[kind].confirm(id, headers, ''),
    refresh,
    done: () => ({ title: t(`done.${kind}`) }),
  });
  const decline = useAct({
    send: ({ id, reason }: { id: string; reason: string }, headers) => decisions[kind].decline(id, headers, reason),
    refresh,
    done: () => ({ title: t('putAside') }),
  });
  const own = person?.id === act.preparedBy;
  const controller = person?.roles.includes('finance-controller') ?? false;
  const obstacle = !controller ? t('obstacle.controller') : own ? t('obstacle.own') : undefined;
  const amount = formatAmount(act.amount, language);
  const facts = [
    { label: t(`subject.${kind}`), value: act.subject || t('emergencyFund') },
    { label: t('amount'), value: amount },
    ...(act.reason ? [{ label: t('reason'), value: act.reason }] : []),
    { label: t('preparer'), value: named(act.preparedBy) },
  ];
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <ActButton size="compact-sm" because={obstacle} onClick={() => setAsked('confirm')} data-testid="confirm">
          {t('confirm')}
        </ActButton>
        {(controller || own) && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAsked('decline')}>
            {t(own ? 'withdraw' : 'decline')}
          </Button>
        )}
      </Group>
      <ConfirmAct
        opened={asked === 'confirm'}
        close={close}
        title={t(`confirmTitle.${kind}`)}
        facts={facts}
        act={t(`confirmAct.${kind}`, { amount })}
        pending={confirm.isPending}
        confirm={() => confirm.mutate(act.id, { onSettled: close })}
      >
        <span className="muted">{t(`effect.${kind}`)}</span>
      </ConfirmAct>
      <ConfirmAct
        opened={asked === 'decline'}
        close={close}
        title={t('declineTitle')}
        facts={facts}
        act={t(own ? 'withdraw' : 'decline')}
        reason={t('declineReason')}
        pending={decline.isPending}
        confirm={(reason) => decline.mutate({ id: act.id, reason }, { onSettled: close })}
      />
    </>
  );
}
