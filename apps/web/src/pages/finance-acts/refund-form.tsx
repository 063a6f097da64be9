import { NativeSelect, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { Figure } from '../../money/figure';
import { contributions, FINANCE_ACTS, type Owed, type Schemas, useAgreements, useBeneficiaries } from './calls';
import { PrepareForm } from './prepare-form';

const refundKinds = ['DONOR_REFUND', 'INTEREST_RETURN', 'AID_RETURN'] as const;
type Prepared = Schemas['PrepareRefundDto'];

/** Prepares what goes back to a donor: unspent money of an agreement, interest or aid that stands aside for it. */
export function RefundForm({ owed, close }: { owed?: Owed; close: () => void }) {
  const { t } = useTranslation('financeActs');
  const { data: agreements = [] } = useAgreements();
  const { data: beneficiaries = [] } = useBeneficiaries();
  const [agreement, setAgreement] = useState<string | null>(owed?.agreement ?? null);
  const [kind, setKind] = useState<Prepared['kind']>(owed?.kind ?? 'DONOR_REFUND');
  const [beneficiary, setBeneficiary] = useState<string | null>(null);
  const [amount, setAmount] = useState(owed?.amount.amount ?? '');
  const [reason, setReason] = useState('');
  const chosen = agreements.find(({ code }) => code === agreement);
  const act = useAct({
    send: (body: Prepared, headers) =>
      answered(contributions.POST('/api/contributions/refunds', { body, headers: { ...headers } })),
    refresh: [FINANCE_ACTS],
    done: () => ({ title: t('prepared') }),
  });
  const ready = agreement && beneficiary && amount && reason.trim();
  return (
    <PrepareForm
      act={t('prepareAct')}
      because={ready ? undefined : t('obstacle.incomplete')}
      pending={act.isPending}
      close={close}
      submit={() =>
        act.mutate(
          {
            agreement: agreement ?? '',
            kind,
            beneficiary: beneficiary ?? '',
            amount: { amount, currency: 'EUR' },
            reason: reason.trim(),
          },
          { onSuccess: close },
        )
      }
    >
      <Select
        label={t('subject.refunds')}
        data={agreements.map(({ code, donorName }) => ({ value: code, label: `${code} — ${donorName}` }))}
        value={agreement}
        onChange={setAgreement}
        searchable
        data-testid="agreement"
      />
      <NativeSelect
        label={t('refundKind')}
        data={refundKinds.map((value) => ({ value, label: t(`refundKinds.${value}`) }))}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as NonNullable<Prepared['kind']>)}
        data-testid="refund-kind"
      />
      {chosen && kind === 'DONOR_REFUND' && (
        <Text size="sm" className="muted">
          {t('free')} <Figure value={chosen.figures.free.value} />
        </Text>
      )}
      <AmountField label={t('amount')} currency="EUR" value={amount} onChange={setAmount} data-testid="amount" />
      <Select
        label={t('beneficiary')}
        description={t('beneficiaryHint')}
        data={beneficiaries.map(({ id, code, name }) => ({ value: code ?? id, label: name }))}
        value={beneficiary}
        onChange={setBeneficiary}
        searchable
        data-testid="beneficiary"
      />
      <TextInput
        label={t('reason')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="reason"
      />
    </PrepareForm>
  );
}
