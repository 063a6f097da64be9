import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount } from '../../money/format';
import { contributions, FINANCE_ACTS, useReceivables } from './calls';
import { PrepareForm } from './prepare-form';

/** Prepares the abandonment of what an instalment still owes, in whole or in part. */
export function WriteOffForm({ close }: { close: () => void }) {
  const { t } = useTranslation('financeActs');
  const language = useLanguage();
  const { data: receivables = [] } = useReceivables();
  const [instalment, setInstalment] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const chosen = receivables.find((one) => one.instalment === instalment);
  const act = useAct({
    send: (body: { instalment: string; amount: { amount: string; currency: string }; reason: string }, headers) =>
      answered(contributions.POST('/api/contributions/write-offs', { body, headers: { ...headers } })),
    refresh: [FINANCE_ACTS],
    done: () => ({ title: t('prepared') }),
  });
  const choose = (id: string | null) => {
    setInstalment(id);
    setAmount(receivables.find((one) => one.instalment === id)?.outstanding.amount ?? '');
  };
  const currency = chosen?.outstanding.currency ?? 'EUR';
  return (
    <PrepareForm
      act={t('prepareAct')}
      because={instalment && amount && reason.trim() ? undefined : t('obstacle.incomplete')}
      pending={act.isPending}
      close={close}
      submit={() =>
        act.mutate(
          { instalment: instalment ?? '', amount: { amount, currency }, reason: reason.trim() },
          { onSuccess: close },
        )
      }
    >
      <Select
        label={t('subject.write-offs')}
        data={receivables.map(({ instalment: value, agreement, number, outstanding, daysLate }) => ({
          value,
          label: t('receivable', { agreement, number, amount: formatAmount(outstanding, language), days: daysLate }),
        }))}
        value={instalment}
        onChange={choose}
        searchable
        nothingFoundMessage={t('nothingOwed')}
      />
      <AmountField key={instalment} label={t('amount')} currency={currency} value={amount} onChange={setAmount} />
      <TextInput
        label={t('reason')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </PrepareForm>
  );
}
