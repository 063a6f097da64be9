import './words';
import './payments.css';
import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount, formatDay } from '../../money/format';
import { useSession } from '../../session/session';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { ApproveAct } from './approve-act';
import { ChangeHistory } from './change-history';
import { entriesOf, useReason } from './order-table';
import { BankState, OrderChecks, OrderState, payeeName, subjectOf } from './order-words';
import { type Order, PAYMENTS, treasury, useChanges, useOrder, useTimeline } from './payments-api';
import { RejectAct } from './reject-act';
import { OrderTimeline } from './timeline';

const detailReaders = ['finance-officer', 'finance-controller', 'secretariat', 'auditor'] as const;

/** One payment: what it is, what people and the bank did to it, and what can be done now. */
export default function OrderPage() {
  const { id = '' } = useParams({ strict: false });
  return (
    <Loaded query={useOrder(id)} skeleton={<BlockSkeleton height={480} />}>
      {(order) => <OrderView key={order.id} order={order} />}
    </Loaded>
  );
}

function useReadsDetails(): boolean {
  const { data: person } = useSession();
  return Boolean(person?.roles.some((role) => (detailReaders as readonly string[]).includes(role)));
}

function OrderView({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const details = useReadsDetails();
  return (
    <Stack gap="md" className="payment-page">
      <PageHeading
        title={t('order.title', { name: payeeName(order) })}
        subtitle={`${t(`kind.${order.kind}`)} ${subjectOf(order)}`}
      >
        {details && (
          <Button
            component="a"
            href={`/api/treasury/payment-orders/${order.id}/document?lang=${language}`}
            target="_blank"
            variant="default"
            leftSection={<IconFileText size={16} />}
          >
            {t('order.sheet')}
          </Button>
        )}
      </PageHeading>
      <Text size="sm">
        <Link to="/paiements">{t('order.back')}</Link>
      </Text>
      <SecondDebits order={order} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack gap="md">
          <Facts order={order} />
          <PayeeCard order={order} />
        </Stack>
        <Section title={t('timeline.title')}>
          <Loaded query={useTimeline(order.id)} skeleton={<BlockSkeleton height={240} />}>
            {(items) => <OrderTimeline items={items} />}
          </Loaded>
        </Section>
      </SimpleGrid>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card padded" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

/** Money that the bank took once too often: nothing of ours explains it. */
function SecondDebits({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  return order.facts
    .filter(({ what }) => what === 'SECOND_DEBIT')
    .map(({ entry, amount }) => (
      <div key={entry} className="banner" role="alert">
        <Group gap="xs" wrap="nowrap">
          <IconAlertTriangle size={18} color="var(--warn)" />
          <span>{t('order.secondDebit', { amount: formatAmount(amount, language) })}</span>
        </Group>
      </div>
    ));
}

function Facts({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const entries = entriesOf(order);
  const reason = useReason()(order);
  return (
    <Section title={t('order.details')}>
      <Stack gap="sm">
        <Text className="big-amount" component="div">
          <Figure value={order.amount} {...(entries && { entries })} />
        </Text>
        <Group gap={6}>
          <OrderState status={order.status} />
          <OrderChecks order={order} />
          {order.bank && <BankState order={order} />}
        </Group>
        {reason && <Text size="sm">{t('order.reasonIs', { reason })}</Text>}
        <dl className="facts">
          <Fact label={t('column.due')}>{formatDay(order.dueOn, language)}</Fact>
          {order.executionOn && <Fact label={t('order.execution')}>{formatDay(order.executionOn, language)}</Fact>}
          {order.project && <Fact label={t('order.project')}>{order.project}</Fact>}
          {order.tranche && <Fact label={t('order.tranche')}>{order.tranche}</Fact>}
          {order.agreement && <Fact label={t('order.agreement')}>{order.agreement}</Fact>}
          {order.case && <Fact label={t('order.case')}>{order.case}</Fact>}
          <Fact label={t('order.reference')}>
            <span className="wrap">{order.endToEndId}</span>
          </Fact>
          <Fact label={t('order.visas')}>
            {order.approvals.map(({ name, actor }) => name ?? actor).join(', ') || t('visas', { count: 0, given: 0 })}
          </Fact>
        </dl>
        {order.previous && (
          <Text size="sm">
            {t('order.previous')}{' '}
            <Link to="/paiements/$id" params={{ id: order.previous }}>
              {t('order.previousLink')}
            </Link>
          </Text>
        )}
        <ApproveAct order={order} wide />
        <RejectAct order={order} wide />
        <ReopenAct order={order} />
      </Stack>
    </Section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Money that came back and is still owed. */
function ReopenAct({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const act = useAct({
    send: (id: string, headers) =>
      answered(
        treasury.POST('/api/treasury/payment-orders/{id}/reopen', {
          params: { path: { id } },
          headers: { ...headers },
        }),
      ),
    refresh: [PAYMENTS],
    done: () => ({ title: t('reopen.done'), text: t('reopen.doneText') }),
  });
  if (!order.reopenable || !person?.roles.includes('finance-officer')) return null;
  return (
    <Button fullWidth loading={act.isPending} onClick={() => act.mutate(order.id)}>
      {t('reopen.act')}
    </Button>
  );
}

function PayeeCard({ order }: { order: Order }) {
  const { t } = useTranslation('payments');
  const details = useReadsDetails();
  const { payee } = order;
  const changes = useChanges(payee?.id, details);
  return (
    <Section title={t('order.payee')}>
      {payee ? (
        <dl className="facts">
          <Fact label={t('approve.payee')}>
            {payee.name} · {payee.country}
          </Fact>
          <Fact label={t('order.masked')}>
            <span className="num">{payee.account ?? t('order.noDetails')}</span>
          </Fact>
          {payee.bic && <Fact label={t('order.bic')}>{payee.bic}</Fact>}
        </dl>
      ) : (
        <Text className="muted">{t('noPayee')}</Text>
      )}
      {payee && details && (
        <>
          <Text size="sm" mt="xs">
            <Link to="/beneficiaires" search={{ qui: payee.code }}>
              {t('order.seePayee')}
            </Link>
          </Text>
          <Title order={3} mt="md" mb="xs" size="sm">
            {t('order.history')}
          </Title>
          <Loaded query={changes} skeleton={<BlockSkeleton height={80} />}>
            {(items) => <ChangeHistory changes={items} />}
          </Loaded>
        </>
      )}
    </Section>
  );
}
