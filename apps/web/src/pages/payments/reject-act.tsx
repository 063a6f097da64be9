import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount } from '../../money/format';
import { useSession } from '../../session/session';
import { payeeName, subjectOf } from './order-words';
import { type Order, PAYMENTS, treasury } from './payments-api';

/** Turns an order down before the bank has it. */
export function RejectAct({ order, wide = false }: { order: Order; wide?: boolean }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const act = useAct({
    send: (reason: string, headers) =>
      answered(
        treasury.POST('/api/treasury/payment-orders/{id}/reject', {
          params: { path: { id: order.id } },
          body: { reason },
          headers: { ...headers },
        }),
      ),
    refresh: [PAYMENTS],
    done: () => {
      close();
      return { title: t('reject.done') };
    },
  });
  const may = person?.roles.some((role) => role === 'finance-controller' || role === 'secretariat');
  if (!may || !['ORDERED', 'APPROVED'].includes(order.status)) return null;
  const amount = formatAmount(order.amount, language);
  return (
    <>
      <ActButton variant="default" size={wide ? 'md' : 'compact-sm'} fullWidth={wide} onClick={open}>
        {t('reject.short')}
      </ActButton>
      <ConfirmAct
        opened={opened}
        close={close}
        title={t('reject.title')}
        facts={[
          { label: t('approve.amount'), value: <Figure value={order.amount} /> },
          { label: t('approve.payee'), value: payeeName(order) },
          { label: t('approve.subject'), value: subjectOf(order) },
        ]}
        act={t('reject.act', { amount })}
        tone="grave"
        reason={t('reject.reason')}
        pending={act.isPending}
        confirm={(reason) => act.mutate(reason)}
      >
        <Text size="sm" className="muted">
          {t('reject.effect')}
        </Text>
      </ConfirmAct>
    </>
  );
}
