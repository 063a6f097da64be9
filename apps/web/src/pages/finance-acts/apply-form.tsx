import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount } from '../../money/format';
import { contributions, FINANCE_ACTS, type Unapplied, useReceivables } from './calls';
import { PrepareForm } from './prepare-form';

/** Prepares the application of money that waits to an instalment that expects it. */
export function ApplyForm({ money, close }: { money: Unapplied; close: () => void }) {
  const { t } = useTranslation('financeActs');
  const language = useLanguage();
  const { data: receivables = [] } = useReceivables();
  const [instalment, setInstalment] = useState<string | null>(null);
  const [amount, setAmount] = useState(money.remaining.amount);
  const act = useAct({
    send: (body: { instalment: string; amount: { amount: string; currency: string } }, headers) =>
      answered(
        contributions.POST('/api/contributions/unapplied/{id}/apply', {
          params: { path: { id: money.id } },
          body,
          headers: { ...headers },
        }),
      ),
    refresh: [FINANCE_ACTS],
    done: () => ({ title: t('prepared') }),
  });
  const euros = receivables.filter(({ outstanding }) => outstanding.currency === 'EUR');
  return (
    <PrepareForm
      act={t('prepareAct')}
      because={instalment && amount ? undefined : t('obstacle.incompleteApplication')}
      pending={act.isPending}
      close={close}
      submit={() =>
        act.mutate({ instalment: instalment ?? '', amount: { amount, currency: 'EUR' } }, { onSuccess: close })
      }
    >
      <Text size="sm" className="muted">
        {t('remaining')} : <Figure value={money.remaining} />
      </Text>
      <Select
        label={t('subject.applications')}
        data={euros.map(({ instalment: value, agreement, number, outstanding, daysLate }) => ({
          value,
          label: t('receivable', { agreement, number, amount: formatAmount(outstanding, language), days: daysLate }),
        }))}
        value={instalment}
        onChange={setInstalment}
        searchable
        nothingFoundMessage={t('nothingOwed')}
      />
      <AmountField label={t('amount')} currency="EUR" value={amount} onChange={setAmount} />
    </PrepareForm>
  );
}
