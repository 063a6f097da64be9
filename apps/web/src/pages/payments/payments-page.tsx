import './words';
import '@mantine/core/styles/Tabs.css';
import './payments.css';
import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import type { Amount } from '../../money/format';
import { useSession } from '../../session/session';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { latePart } from '../../parts/late-part';
import { FileBar } from './file-bar';
import { FileList } from './file-list';
import { useSelection } from './file-selection';
import { OrderCards } from './order-cards';
import { OrderTable } from './order-table';
import { useFiles, useOrders, useTotals } from './payments-api';
import { sumsOf } from '../../money/minor';
import { sortOf, statesOf, type View, viewOf, views } from './views';

const ReportImport = latePart(() => import('./report-import'));

/** Payments by what they wait for, from the visas to what the bank gave back. */
export default function PaymentsPage() {
  const { t } = useTranslation('payments');
  const [{ vue }, change] = useFilters();
  const view = viewOf(vue);
  return (
    <Stack gap="md" className="payment-page">
      <PageHeading title={t('title')} subtitle={t('subtitle')}>
        <Acts />
      </PageHeading>
      <Tabs
        value={view}
        onChange={(next) => change({ vue: next ?? undefined, fichier: undefined, approuver: undefined })}
        keepMounted={false}
        className="views"
      >
        <Tabs.List aria-label={t('title')}>
          {views.map((one) => (
            <ViewTab key={one} view={one} />
          ))}
        </Tabs.List>
        <Tabs.Panel value={view} pt="md">
          {view === 'fichiers' ? <FileList /> : <Orders view={view} />}
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Acts() {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const [opened, { open, close }] = useDisclosure();
  if (!person?.roles.includes('finance-officer')) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconUpload size={16} />} onClick={open}>
        {t('report.import')}
      </Button>
      {opened && (
        <Suspense>
          <ReportImport close={close} />
        </Suspense>
      )}
    </>
  );
}

function ViewTab({ view }: { view: View }) {
  const { t } = useTranslation('payments');
  const { data: totals = [] } = useTotals();
  const states = statesOf(view);
  const count = totals.filter(({ status }) => states.includes(status)).reduce((sum, total) => sum + total.count, 0);
  return (
    <Tabs.Tab
      value={view}
      rightSection={
        states.length > 0 && (
          <span className="tab-count num" data-testid={`count-${view}`}>
            {count}
          </span>
        )
      }
    >
      {t(`view.${view}`)}
    </Tabs.Tab>
  );
}

function Orders({ view }: { view: View }) {
  const [{ fichier }] = useFilters();
  const query = useOrders({ status: statesOf(view).join(','), file: fichier, sort: sortOf(view) });
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={360} />}>
      {({ pages }) => (
        <Queue
          view={view}
          orders={pages.flatMap(({ items }) => items)}
          more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
          pending={query.isFetchingNextPage}
        />
      )}
    </Loaded>
  );
}

interface QueueProps {
  view: View;
  orders: ReturnType<typeof useSelection>['orders'];
  more: (() => void) | undefined;
  pending: boolean;
}

function Queue({ view, orders, more, pending }: QueueProps) {
  const { t } = useTranslation('payments');
  const { data: person } = useSession();
  const narrow = useMediaQuery('(max-width: 48em)');
  const selection = useSelection(orders);
  const prepares = view === 'a-remettre' && orders.length > 0 && person?.roles.includes('finance-officer');
  const List = narrow ? OrderCards : OrderTable;
  return (
    <Stack gap="sm">
      <ViewSum view={view} />
      {prepares && <FileBar selection={selection} />}
      <List view={view} orders={orders} selection={prepares ? selection : undefined} />
      {more && (
        <Group justify="center">
          <Button variant="default" onClick={more} loading={pending}>
            {t('more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Number and sum of all that is in the view, or the file it is narrowed to. */
function ViewSum({ view }: { view: View }) {
  const { t } = useTranslation('payments');
  const [{ fichier }] = useFilters();
  const { data: totals = [] } = useTotals();
  const states = statesOf(view);
  const counted = totals.filter(({ status }) => states.includes(status));
  if (fichier) return <OneFile id={fichier} />;
  if (counted.length === 0) return null;
  const count = counted.reduce((sum, total) => sum + total.count, 0);
  return (
    <Group gap="sm">
      <Text size="sm" className="muted">
        {t('orders', { count })}
      </Text>
      {counted.length === 1
        ? counted.map((total) => <Sum key={total.status} {...total} />)
        : sumsOf(counted.map(({ amount }) => amount)).map((sum) => <Sum key={sum.currency} amount={sum} />)}
    </Group>
  );
}

function Sum({ amount, entries }: { amount: Amount; entries?: string | null }) {
  return (
    <Text size="sm" fw={600} component="span" data-testid="view-sum">
      <Figure value={amount} {...(entries && { entries })} />
    </Text>
  );
}

function OneFile({ id }: { id: string }) {
  const { t } = useTranslation('payments');
  const [{ vue }] = useFilters();
  const { data: files } = useFiles();
  return (
    <Group gap="sm">
      <Text size="sm">{t('file.only', { message: files?.find((file) => file.id === id)?.messageId ?? '' })}</Text>
      <Link to="/paiements" search={vue ? { vue } : {}}>
        {t('file.every')}
      </Link>
    </Group>
  );
}
