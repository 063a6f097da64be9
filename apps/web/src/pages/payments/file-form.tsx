import '../../styles/forms.css';
import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { type Account, type Order, PAYMENTS, treasury, usePayingAccounts } from './payments-api';
import { sumsOf } from '../../money/minor';

interface Props {
  orders: readonly Order[];
  close: () => void;
  emitted: () => void;
}

interface Choice {
  accountId: string;
  version: 'pain.001.001.09' | 'pain.001.001.03';
  charges: 'SHAR' | 'DEBT';
  urgent: boolean;
}

/** How the orders chosen go to the bank: irreversible, so it says again what is sent. */
export default function FileForm({ orders, close, emitted }: Props) {
  const { t } = useTranslation('payments');
  const { data: accounts = [] } = usePayingAccounts();
  const { t: common } = useTranslation();
  const [, change] = useFilters();
  const [choice, choose] = useState<Choice>({
    ...{ accountId: '', version: 'pain.001.001.09', charges: 'SHAR', urgent: false },
  });
  const payers = payersOf(accounts, orders);
  const payer = payers.find(({ code }) => code === choice.accountId) ?? payers[0];
  const accountId = payer?.code ?? '';
  const act = useAct({
    send: (body: Choice & { orderIds: string[] }, headers) =>
      answered(treasury.POST('/api/treasury/payment-files', { body, headers: { ...headers } })),
    refresh: [PAYMENTS],
    done: ({ id, transfers, controlSum }) => {
      emitted();
      close();
      change({ vue: 'fichiers', fichier: id });
      return { title: t('file.done'), text: t('file.doneText', { count: transfers, transfers, sum: controlSum }) };
    },
  });
  const send = () => act.mutate({ ...choice, accountId, orderIds: orders.map(({ id }) => id) });
  return (
    <Modal
      opened
      onClose={close}
      title={t('file.title')}
      centered
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (accountId) send();
        }}
      >
        <Stack gap="md">
          <Summary orders={orders} />
          <Select
            label={t('file.account')}
            data={payers.map(({ code, name, currency }) => ({ value: code, label: `${name} · ${currency}` }))}
            value={accountId || null}
            onChange={(account) => choose({ ...choice, accountId: account ?? '' })}
            allowDeselect={false}
            error={payers.length === 0 && t('file.noAccount')}
          />
          {payer && exchanges(payer, orders) && (
            <Text size="sm" data-testid="exchanged">
              {t('file.exchanged', { currency: payer.currency })}
            </Text>
          )}
          <Format choice={choice} choose={choose} />
          <Text size="sm" className="muted">
            {t('file.final')}
          </Text>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {common('act.cancel')}
            </Button>
            <Send orders={orders} pending={act.isPending} because={accountId ? undefined : t('file.noAccount')} />
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Current accounts, those in the currency of every order first: from the others the bank exchanges. */
function payersOf(accounts: readonly Account[], orders: readonly Order[]): Account[] {
  const same = accounts.filter((account) => !exchanges(account, orders));
  return [...same, ...accounts.filter((account) => exchanges(account, orders))];
}

function exchanges({ currency }: Account, orders: readonly Order[]): boolean {
  return orders.some(({ amount }) => amount.currency !== currency);
}

function Summary({ orders }: { orders: readonly Order[] }) {
  const { t } = useTranslation('payments');
  const sums = sumsOf(orders.map(({ amount }) => amount));
  return (
    <dl className="facts">
      <div>
        <dt>{t('file.orders')}</dt>
        <dd className="num">{orders.length}</dd>
      </div>
      {sums.map((sum) => (
        <div key={sum.currency}>
          <dt>{t('file.sum')}</dt>
          <dd>
            <Figure value={sum} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Format({ choice, choose }: { choice: Choice; choose: (choice: Choice) => void }) {
  const { t } = useTranslation('payments');
  return (
    <>
      <Radio.Group
        label={t('file.version')}
        value={choice.version}
        onChange={(version) => choose({ ...choice, version: version as Choice['version'] })}
      >
        <Group mt={4}>
          <Radio value="pain.001.001.09" label="pain.001.001.09" />
          <Radio value="pain.001.001.03" label="pain.001.001.03" />
        </Group>
      </Radio.Group>
      <Radio.Group
        label={t('file.charges')}
        value={choice.charges}
        onChange={(charges) => choose({ ...choice, charges: charges as Choice['charges'] })}
      >
        <Group mt={4}>
          <Radio value="SHAR" label={t('file.SHAR')} />
          <Radio value="DEBT" label={t('file.DEBT')} />
        </Group>
      </Radio.Group>
      <Checkbox
        label={t('file.urgent')}
        checked={choice.urgent}
        onChange={(event) => choose({ ...choice, urgent: event.currentTarget.checked })}
      />
    </>
  );
}

interface SendProps {
  orders: readonly Order[];
  pending: boolean;
  because: string | undefined;
}

function Send({ orders, pending, because }: SendProps) {
  const { t } = useTranslation('payments');
  const language = useLanguage();
  const amount = sumsOf(orders.map((order) => order.amount))
    .map((sum) => formatAmount(sum, language))
    .join(' + ');
  return (
    <ActButton type="submit" loading={pending} because={because}>
      {t('file.act', { amount })}
    </ActButton>
  );
}
