import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { Empty } from '../../states/states';
import { ApproveAct } from './approve-act';
import type { Selection } from './file-selection';
import { entriesOf, SelectOrder, useReason } from './order-table';
import { BankState, OrderChecks, OrderState, Payee, Subject, Visas } from './order-words';
import type { Order } from './payments-api';
import { RejectAct } from './reject-act';
import type { View } from './views';

interface Props {
  view: View;
  orders: readonly Order[];
  selection: Selection | undefined;
}

/** The queue in one hand: a card for each order, its act within reach of the thumb. */
export function OrderCards({ view, orders, selection }: Props) {
  const { t } = useTranslation('payments');
  if (orders.length === 0) return <Empty>{t(`empty.${view}`)}</Empty>;
  return (
    <Stack gap="sm" component="ul" className="cards" aria-label={t(`view.${view}`)} data-testid="orders">
      {orders.map((order) => (
        <li key={order.id} className="card padded">
          <OrderCard view={view} order={order} selection={selection} />
        </li>
      ))}
    </Stack>
  );
}

function OrderCard({ view, order, selection }: { view: View; order: Order; selection: Selection | undefined }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const entries = entriesOf(order);
  const reason = useReason()(order);
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap" align="start">
        <Group gap="sm" wrap="nowrap" align="start" miw={0}>
          {selection && <SelectOrder order={order} selection={selection} />}
          <Payee order={order} />
        </Group>
        <Text fw={650} fz="lg" component="div">
          <Figure value={order.amount} {...(entries && { entries })} />
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" align="start">
        <Subject order={order} />
        <Text size="sm" className="muted num">
          {formatDay(order.dueOn, language)}
        </Text>
      </Group>
      <Group gap={6}>
        <OrderState status={order.status} />
        <OrderChecks order={order} />
      </Group>
      {(view === 'a-approuver' || view === 'a-remettre') && <Visas order={order} />}
      {view === 'emis' && order.bank && <BankState order={order} />}
      {reason && <Text size="sm">{t('order.reasonIs', { reason })}</Text>}
      <ApproveAct order={order} wide />
      <RejectAct order={order} wide />
    </Stack>
  );
}
