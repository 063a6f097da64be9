import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { DayField } from '../../forms/day-field';
import { useBusinessDay } from '../../shell/business-day';
import { contributions, FINANCE_ACTS, useAgreements } from './calls';
import { PrepareForm } from './prepare-form';

const EMERGENCY = 'emergency';
const GENERAL = 'AIMF-GENERAL';

/** Prepares whose money an opening balance is: an agreement’s, or the emergency fund’s. */
export function OpeningForm({ close }: { close: () => void }) {
  const { t } = useTranslation('financeActs');
  const today = useBusinessDay();
  const { data: agreements = [] } = useAgreements();
  const [owner, setOwner] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const [day, setDay] = useState(today ?? '');
  const act = useAct({
    send: ({ whose, value, on }: { whose: string; value: string; on: string }, headers) => {
      const money = { amount: value, currency: 'EUR' };
      const split =
        whose === EMERGENCY
          ? { lines: [], emergency: { amount: money } }
          : { lines: [{ agreement: whose, amount: money }] };
      return answered(
        contributions.POST('/api/contributions/openings', {
          body: { ...split, effectiveDate: on },
          headers: { ...headers },
        }),
      );
    },
    refresh: [FINANCE_ACTS],
    done: () => ({ title: t('prepared') }),
  });
  return (
    <PrepareForm
      act={t('prepareAct')}
      because={owner && amount && day ? undefined : t('obstacle.incompleteOpening')}
      pending={act.isPending}
      close={close}
      submit={() => act.mutate({ whose: owner ?? '', value: amount, on: day }, { onSuccess: close })}
    >
      <Select
        label={t('subject.openings')}
        data={[
          { value: EMERGENCY, label: t('emergencyFund') },
          ...agreements
            .filter(({ code }) => code !== GENERAL)
            .map(({ code, donorName }) => ({ value: code, label: `${code} — ${donorName}` })),
        ]}
        value={owner}
        onChange={setOwner}
        searchable
      />
      <AmountField label={t('amount')} currency="EUR" value={amount} onChange={setAmount} />
      <DayField label={t('date')} value={day} onChange={setDay} />
    </PrepareForm>
  );
}
