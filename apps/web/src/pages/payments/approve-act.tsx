import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount, formatDay } from '../../money/format';
import { type Person, stepUp, useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { payeeName, subjectOf } from './order-words';
import { asRead, type Order, PAYMENTS, treasury } from './payments-api';

/** Why this person can't approve this order now. */
type Obstacle = 'involved' | 'already' | 'controller' | 'pending';

function obstacleFor({ id, roles }: Person, { involved, approvals, payee }: Order): Obstacle | undefined {
  if (involved.includes(id)) return 'involved';
  if (approvals.some(({ actor }) => actor === id)) return 'already';
  const signed = approvals.some(({ role }) => role === 'secretariat');
  if (!roles.includes('finance-controller') && signed) return 'controller';
  return payee?.confirmed && payee.changePending ? 'pending' : undefined;
}

/** The approval of a payment: only for those who may give one, with the reason where they can't give this one. */
export function ApproveAct({ order, wide = false }: { order: Order; wide?: boolean }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const { data: person } = useSession();
  const [{ approuver }, change] = useFilters();
  const may = person?.roles.some((role) => role === 'finance-controller' || role === 'secretariat');
  if (!person || !may || order.status !== 'ORDERED') return null;
  const obstacle = obstacleFor(person, order);
  const amount = formatAmount(order.amount, language);
  return (
    <>
      <ActButton
        size={wide ? 'md' : 'compact-sm'}
        fullWidth={wide}
        explain={wide}
        because={obstacle && t(`approve.${obstacle}`)}
        aria-label={wide ? undefined : t('approve.act', { amount })}
        onClick={() => change({ approuver: order.id })}
      >
        {wide ? t('approve.act', { amount }) : t('approve.short')}
      </ActButton>
      {approuver === order.id && !obstacle && (
        <Question order={order} person={person} close={() => change({ approuver: undefined })} />
      )}
    </>
  );
}

/** Restates what is approved. The question is in the address: whoever confirms who they are comes back to it. */
function Question({ order, person, close }: { order: Order; person: Person; close: () => void }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const strong = person.acr === 'decide';
  const act = useAct({
    send: (one: Order, headers) =>
      answered(
        treasury.POST('/api/treasury/payment-orders/{id}/approve', {
          params: { path: { id: one.id } },
          headers: asRead(one, headers),
        }),
      ),
    refresh: [PAYMENTS],
    done: ({ status }) => {
      close();
      return { title: t('approve.done'), text: t(status === 'APPROVED' ? 'approve.doneSecond' : 'approve.doneFirst') };
    },
    refused: ({ code }) => {
      if (code === 'STEP_UP_REQUIRED') stepUp(location.pathname + location.search);
      return code === 'STEP_UP_REQUIRED';
    },
  });
  const [first] = order.approvals;
  const facts = [
    { label: t('approve.amount'), value: <Figure value={order.amount} /> },
    { label: t('approve.payee'), value: payeeName(order) },
    { label: t('approve.account'), value: order.payee?.account ?? '—' },
    { label: t('approve.subject'), value: subjectOf(order) },
    { label: t('approve.due'), value: formatDay(order.dueOn, language) },
    ...(first ? [{ label: t('approve.visa'), value: first.name ?? first.actor }] : []),
  ];
  return (
    <ConfirmAct
      opened
      close={close}
      title={t('approve.title')}
      facts={facts}
      act={strong ? t('approve.act', { amount: formatAmount(order.amount, language) }) : t('approve.identify')}
      pending={act.isPending}
      confirm={() => (strong ? act.mutate(order) : stepUp(location.pathname + location.search))}
    >
      <Text size="sm" className="muted">
        {strong ? t(first ? 'approve.second' : 'approve.first') : t('approve.why')}
      </Text>
    </ConfirmAct>
  );
}
