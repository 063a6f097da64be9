import '@mantine/core/styles/CheckboxIndicator.css';
import '@mantine/core/styles/Checkbox.css';
import { Checkbox, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort, type Language } from '../../money/format';
import { useSession } from '../../session/session';
import { type Column, DataTable } from '../../tables/data-table';
import { ApproveAct } from './approve-act';
import type { Selection } from './file-selection';
import { BankState, OrderChecks, OrderState, Payee, Subject, Visas } from './order-words';
import type { Order } from './payments-api';
import { RejectAct } from './reject-act';
import { byAmount } from '../../money/minor';
import type { View } from './views';

interface Props {
  view: View;
  orders: readonly Order[];
  selection: Selection | undefined;
}

/** The queue on a desk. */
export function OrderTable({ view, orders, selection }: Props) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const { data: person } = useSession();
  const approves = person?.roles.some((role) => role === 'finance-controller' || role === 'secretariat');
  const acts = approves && (view === 'a-approuver' || view === 'a-remettre');
  const columns = [
    ...(selection ? [selectColumn(t, selection)] : []),
    ...common(t, language),
    ...byView(t, language)[view],
    amountColumn(t),
    ...(acts ? [actColumn(t)] : []),
  ];
  return (
    <DataTable
      label={t(`view.${view}`)}
      columns={columns}
      rows={orders}
      rowKey={({ id }) => id}
      empty={t(`empty.${view}`)}
      minWidth={860}
      testid="orders"
    />
  );
}

type Words = TFunction<'payments'>;

function selectColumn(t: Words, selection: Selection): Column<Order> {
  return {
    id: 'select',
    enableSorting: false,
    header: t('column.select'),
    meta: { width: 70 },
    cell: ({ row: { original: order } }) => <SelectOrder order={order} selection={selection} />,
  };
}

/** What a file can't take yet is not to be chosen, and says so. */
export function SelectOrder({ order, selection }: { order: Order; selection: Selection }) {
  const { t } = useTranslation('payments');
  const blocked = order.checks.some(({ blocking }) => blocking);
  const name = order.payee?.name ?? order.beneficiary;
  return (
    <Checkbox
      aria-label={blocked ? `${t('file.blocked')} : ${name}` : t('file.choose', { name })}
      title={blocked ? t('file.blocked') : undefined}
      disabled={blocked}
      checked={selection.has(order.id)}
      onChange={() => selection.toggle(order.id)}
    />
  );
}

function common(t: Words, language: Language): Column<Order>[] {
  return [
    {
      id: 'beneficiary',
      header: t('column.beneficiary'),
      accessorFn: ({ payee, beneficiary }) => payee?.name ?? beneficiary,
      cell: ({ row }) => <Payee order={row.original} />,
    },
    {
      id: 'subject',
      header: t('column.subject'),
      accessorFn: ({ tranche, case: aid, agreement }) => tranche ?? aid ?? agreement ?? '',
      cell: ({ row }) => <Subject order={row.original} />,
    },
    {
      id: 'due',
      header: t('column.due'),
      accessorKey: 'dueOn',
      cell: ({ row }) => <span className="num">{formatDayShort(row.original.dueOn, language)}</span>,
    },
  ];
}

function byView(t: Words, language: Language): Record<View, Column<Order>[]> {
  const visas: Column<Order> = {
    id: 'visas',
    header: t('column.visas'),
    accessorFn: ({ approvals }) => approvals.length,
    cell: ({ row }) => <Visas order={row.original} />,
  };
  const checks: Column<Order> = {
    id: 'state',
    header: t('column.state'),
    enableSorting: false,
    cell: ({ row }) => (
      <Group gap={6}>
        <OrderState status={row.original.status} />
        <OrderChecks order={row.original} />
      </Group>
    ),
  };
  const bank: Column<Order> = {
    id: 'bank',
    header: t('column.bank'),
    enableSorting: false,
    cell: ({ row }) => <BankState order={row.original} />,
  };
  const reason: Column<Order> = {
    id: 'reason',
    header: t('column.reason'),
    enableSorting: false,
    cell: ({ row: { original } }) => <Reason order={original} />,
  };
  return {
    'a-approuver': [visas, checks],
    'a-remettre': [visas, checks],
    emis: [checks, bank],
    regles: [factColumn(t('column.settled'), 'SETTLED', language), checks],
    retournes: [factColumn(t('column.returned'), 'RETURNED', language), reason],
    rejetes: [checks, reason],
    fichiers: [],
  };
}

/** Why an order came back or was turned down; empty where nobody said. */
export function useReason(): (order: Order) => string {
  const { t } = useTranslation('payments');
  return ({ facts, reason }) => {
    const told = facts.find(({ what }) => what === 'RETURNED')?.reason ?? reason ?? '';
    return told === 'BANK_DETAILS_CHANGED' ? t('reason.BANK_DETAILS_CHANGED') : told;
  };
}

function Reason({ order }: { order: Order }) {
  return useReason()(order) || '—';
}

function factColumn(header: string, what: string, language: Language): Column<Order> {
  const dayOf = ({ facts }: Order) => facts.find((fact) => fact.what === what)?.bookingDate;
  return {
    id: what,
    header,
    accessorFn: (order) => dayOf(order) ?? '',
    cell: ({ row }) => {
      const day = dayOf(row.original);
      return <span className="num">{day ? formatDayShort(day, language) : '—'}</span>;
    },
  };
}

/** What the ledger knows of the amount: the entries that settled it or gave it back. */
export function entriesOf({ facts }: Order): string | undefined {
  return facts.findLast(({ entries }) => entries !== null)?.entries ?? undefined;
}

function amountColumn(t: Words): Column<Order> {
  return {
    id: 'amount',
    header: t('column.amount'),
    meta: { align: 'right' },
    accessorFn: ({ amount }) => amount,
    sortingFn: byAmount,
    cell: ({ row: { original: order } }) => {
      const entries = entriesOf(order);
      return <Figure value={order.amount} {...(entries && { entries })} />;
    },
  };
}

function actColumn(t: Words): Column<Order> {
  return {
    id: 'act',
    header: t('column.act'),
    enableSorting: false,
    cell: ({ row: { original: order } }) => (
      <Group gap={6} wrap="nowrap">
        <ApproveAct order={order} />
        <RejectAct order={order} />
      </Group>
    ),
  };
}
