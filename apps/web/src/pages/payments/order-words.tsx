import { Group, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../states/state-mark';
import type { Order, OrderStatus } from './payments-api';

const marks: Record<OrderStatus, { tone: Tone; icon: typeof IconSend }> = {
  ORDERED: { tone: 'waiting', icon: IconHourglass },
  APPROVED: { tone: 'waiting', icon: IconShieldCheck },
  EMITTED: { tone: 'waiting', icon: IconSend },
  SETTLED: { tone: 'done', icon: IconCircleCheck },
  RETURNED: { tone: 'late', icon: IconArrowBackUp },
  REJECTED: { tone: 'late', icon: IconCircleX },
  CANCELLED: { tone: 'neutral', icon: IconBan },
};

export function OrderState({ status }: { status: OrderStatus }) {
  const { t } = useTranslation('payments');
  return <StateMark {...marks[status]}>{t(`status.${status}`)}</StateMark>;
}

/** What the bank last said; an unknown code is shown as it is. */
export function useBankWords(): (status: string) => string {
  const { t, i18n } = useTranslation('payments');
  return (status) =>
    i18n.exists(`payments:bank.${status}`) ? t(`bank.${status as 'ACCP'}`) : t('bank.other', { status });
}

export function BankState({ order: { bank } }: { order: Order }) {
  const words = useBankWords();
  if (!bank) return <span className="muted">—</span>;
  const why = bank.reasons.map(({ code, text }) => [code, text].filter(Boolean).join(' ')).join(' · ');
  const tone = bank.status === 'RJCT' ? 'late' : 'neutral';
  return (
    <Group gap={6}>
      <StateMark tone={tone} icon={IconBuildingBank}>
        {words(bank.status)}
      </StateMark>
      {why && (
        <Text size="xs" className="muted">
          {why}
        </Text>
      )}
    </Group>
  );
}

/** What stands in the way, and what deserves a look, each as an icon and a word. */
export function OrderChecks({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  return order.checks.map(({ code, blocking, daysAgo }) => (
    <StateMark key={code} tone={blocking ? 'late' : 'neutral'} icon={blocking ? IconBan : IconAlertTriangle}>
      {t(`check.${code as 'BIC_MISSING'}`, { count: daysAgo ?? 0 })}
    </StateMark>
  ));
}

export function payeeName({ payee, beneficiary }: Order): string {
  return payee?.name ?? beneficiary;
}

/** Code of what is paid: a tranche, a case or an agreement. */
export function subjectOf({ tranche, case: aid, agreement, project }: Order): string {
  return tranche ?? aid ?? agreement ?? project ?? '';
}

export function Subject({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  return (
    <div>
      <Text size="sm">{subjectOf(order)}</Text>
      <Text size="xs" className="muted">
        {t(`kind.${order.kind}`)}
      </Text>
    </div>
  );
}

/** Whom it pays, where the money goes, and a way to the whole order. */
export function Payee({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  return (
    <div className="payee">
      <Link to="/paiements/$id" params={{ id: order.id }} className="payee-link">
        {payeeName(order)}
      </Link>
      <Text size="xs" className="muted">
        {order.payee
          ? [order.payee.country, order.payee.account && t('account', { account: order.payee.account })]
              .filter(Boolean)
              .join(' · ')
          : t('noPayee')}
      </Text>
    </div>
  );
}

export function Visas({ order: { approvals } }: { order: Order }) {
  const { t } = useTranslation('payments');
  const names = approvals.map(({ name, actor }) => name ?? actor).join(', ');
  return (
    <div>
      <Text size="sm" className="num">
        {t('visas', { count: approvals.length, given: approvals.length })}
      </Text>
      {names && (
        <Text size="xs" className="muted">
          {names}
        </Text>
      )}
    </div>
  );
}
