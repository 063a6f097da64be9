import { ActionIcon, Button, Group, Text, TextInput, Title } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatAmount } from '../../../money/format';
import { targetName } from '../target-name';
import { type Allocation, hasReceipts, isForeign, type Row, toggled, withCharges, withExchange } from './allocation';
import { amountIn, minorIn } from '../../../money/minor';

interface Props {
  allocation: Allocation;
  change: (next: Allocation) => void;
  currency: string;
  /** Minor units. */
  remaining: bigint;
  debit: boolean;
  note: string;
  setNote: (note: string) => void;
}

/** What goes to which target. A difference is never typed: a button says what it is. */
export function AllocationTable({ allocation, change, currency, remaining, debit, note, setNote }: Props) {
  const { t } = useTranslation('reconciliation');
  const { rows } = allocation;
  const setRow = (row: Row, amount: string) =>
    change({ ...allocation, rows: rows.map((other) => (other === row ? { ...row, amount } : other)) });
  return (
    <section aria-label={t('allocation.title')} data-testid="allocation">
      <Title order={3} fz="md" mb={8}>
        {t('allocation.title')}
      </Title>
      {rows.length === 0 && (
        <Text size="sm" className="muted">
          {t('allocation.empty')}
        </Text>
      )}
      {rows.map((row) => (
        <div className="allocation-row" key={row.kind + row.id} data-testid="allocation-row">
          <div style={{ minWidth: 0 }}>
            <Text className="wrap">{targetName(row, t)}</Text>
            <Text size="sm" className="muted">
              {t(`kind.${row.kind}`)}
            </Text>
          </div>
          <AmountField
            aria-label={t('allocation.amountOf', { target: targetName(row, t) })}
            currency={row.currency}
            value={row.amount}
            onChange={(amount) => setRow(row, amount)}
            w={190}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={t('allocation.remove', { target: targetName(row, t) })}
            onClick={() => change(toggled(allocation, [row]))}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      ))}
      <Differences allocation={allocation} change={change} currency={currency} remaining={remaining} debit={debit} />
      <TextInput
        label={t('allocation.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
        mt="sm"
      />
      <Group justify="end" mt="sm">
        <div style={{ textAlign: 'right' }} aria-live="polite">
          <Text size="sm" className="muted">
            {t('allocation.remaining')}
          </Text>
          <strong className={remaining === 0n ? 'remaining good' : 'remaining'} data-testid="remaining">
            {remaining === 0n && '✓ '}
            <Figure value={amountIn(remaining, currency)} />
          </strong>
        </div>
      </Group>
    </section>
  );
}

type DifferenceProps = Pick<Props, 'allocation' | 'change' | 'currency' | 'remaining' | 'debit'>;

function Differences({ allocation, change, currency, remaining, debit }: DifferenceProps) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const size = formatAmount(amountIn(remaining < 0n ? -remaining : remaining, currency), language);
  const receipts = hasReceipts(allocation);
  const foreign = isForeign(allocation, currency);
  const add = (row: Row) => change({ ...allocation, rows: [...allocation.rows, row] });
  const rest = amountIn(remaining, currency).amount;
  const classified = (id: 'CHARGE' | 'EXCHANGE'): Row => ({
    kind: 'classification',
    id,
    label: id,
    amount: rest,
    currency,
  });
  const offersRest = remaining > 0n && allocation.rows.length > 0;
  return (
    <Group gap="xs" mt="sm" align="end">
      {receipts && (
        <AmountField
          label={t('allocation.charges')}
          currency={foreign ? (allocation.rows[0]?.currency ?? currency) : currency}
          value={allocation.charges}
          onChange={(charges) => change({ ...allocation, charges })}
          w={170}
        />
      )}
      {receipts && minorIn(allocation.exchange, currency) !== 0n && (
        <AmountField
          label={t('allocation.exchange')}
          currency={currency}
          value={allocation.exchange}
          onChange={(exchange) => change({ ...allocation, exchange })}
          w={170}
        />
      )}
      {receipts && remaining < 0n && (
        <Button
          variant="default"
          onClick={() => change(withCharges(allocation, remaining, currency))}
          data-testid="fill-charges"
        >
          {t('allocation.asCharges', { amount: size })}
        </Button>
      )}
      {receipts && remaining !== 0n && (
        <Button variant="default" onClick={() => change(withExchange(allocation, remaining, currency))}>
          {t('allocation.asExchange', { amount: size })}
        </Button>
      )}
      {offersRest && !debit && (
        <Button
          variant="default"
          onClick={() => add({ kind: 'unapplied', id: 'UNKNOWN', label: 'UNKNOWN', amount: rest, currency })}
        >
          {t('allocation.asUnapplied', { amount: size })}
        </Button>
      )}
      {offersRest && debit && (
        <Button variant="default" onClick={() => add(classified('CHARGE'))} data-testid="fill-charges">
          {t('allocation.asCharges', { amount: size })}
        </Button>
      )}
    </Group>
  );
}
