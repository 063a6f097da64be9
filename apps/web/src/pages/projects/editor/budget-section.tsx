import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../../forms/amount-field';
import { decimalsOf } from '../../../money/minor';
import { DayField } from '../../../forms/day-field';
import { Figure } from '../../../money/figure';
import { euros, minorOf } from '../../../money/format';
import type { Dossier } from '../projects-api';
import { currencies } from './currencies';
import { converted, parities } from './local-amount';
import type { SectionProps } from './section-props';

interface Row {
  label: string;
  amount: string;
  local: string;
}

type Rate = NonNullable<Dossier['exchangeRate']>;

/** The budget line by line, in euros and in local currency at the fixed or the stated rate: one gives the other. */
export function BudgetSection({ value, edit, readOnly }: SectionProps) {
  const { t } = useTranslation('projects');
  const currency = value.localCurrency ?? '';
  const [rate, setRate] = useState<Rate>(value.exchangeRate ?? { localPerEuro: '', source: '', date: '' });
  const [rows, setRows] = useState<Row[]>(() =>
    (value.budgetLines ?? []).map(({ label, amount, local }) => ({
      label,
      amount: amount.amount,
      local: local?.amount ?? '',
    })),
  );
  const inForce = parities[currency] ?? (rate.localPerEuro || undefined);
  const foreign = currency !== '' && currency !== 'EUR';
  const decimals = foreign ? { from: 2, to: decimalsOf(currency) } : { from: 2, to: 2 };
  const keep = (next: Row[], money = currency, units = inForce) => {
    setRows(next);
    edit({ budgetLines: linesOf(next, units === undefined ? '' : money) });
  };
  const reckon = (row: Row, units = inForce): Row => ({
    ...row,
    local: (foreign && converted(row.amount, units, decimals)) || '',
  });
  const set = (at: number, change: Partial<Row>) =>
    keep(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const total = rows.reduce((sum, { amount }) => sum + minorOf(amount || '0'), 0n);
  const pickCurrency = (next: string) => {
    edit({ localCurrency: next });
    const units = parities[next] ?? (rate.localPerEuro || undefined);
    const places = { from: 2, to: decimalsOf(next) };
    keep(
      rows.map((row) => ({ ...row, local: (next !== 'EUR' && converted(row.amount, units, places)) || '' })),
      next,
      units,
    );
  };
  const changeRate = (change: Partial<Rate>) => {
    const next = { ...rate, ...change };
    setRate(next);
    if (!next.localPerEuro || !next.source.trim() || !next.date) return;
    edit({ exchangeRate: next });
    keep(
      rows.map((row) => reckon(row, next.localPerEuro)),
      currency,
      next.localPerEuro,
    );
  };
  return (
    <>
      <div className="row-fields">
        <Select
          label={t('editor.localCurrency')}
          value={currency || null}
          data={currencies}
          searchable
          readOnly={readOnly}
          allowDeselect={false}
          onChange={(next) => next && pickCurrency(next)}
        />
        {foreign && parities[currency] === undefined && (
          <>
            <TextInput
              label={t('editor.rate')}
              inputMode="decimal"
              readOnly={readOnly}
              value={rate.localPerEuro}
              onChange={(event) =>
                changeRate({ localPerEuro: event.currentTarget.value.replace(',', '.').replace(/\s/g, '') })
              }
            />
            <TextInput
              label={t('editor.rateSource')}
              readOnly={readOnly}
              value={rate.source}
              onChange={(event) => changeRate({ source: event.currentTarget.value })}
            />
            <DayField
              label={t('editor.rateDate')}
              readOnly={readOnly}
              value={rate.date}
              onChange={(date) => changeRate({ date })}
            />
          </>
        )}
      </div>
      {foreign && parities[currency] && (
        <Text size="sm" className="muted">
          {t('editor.fixedParity', { rate: parities[currency], currency })}
        </Text>
      )}
      <div className="rows">
        {rows.map((row, index) => (
          <div className="row-line" key={index}>
            <TextInput
              label={t('editor.line')}
              value={row.label}
              readOnly={readOnly}
              onChange={(event) => set(index, { label: event.currentTarget.value })}
            />
            <AmountField
              label={t('editor.euros')}
              currency="EUR"
              value={row.amount}
              readOnly={readOnly}
              onChange={(amount) => set(index, reckon({ ...row, amount }))}
            />
            {foreign && inForce !== undefined && (
              <AmountField
                label={t('editor.local', { currency })}
                currency={currency}
                value={row.local}
                readOnly={readOnly}
                onChange={(local) =>
                  set(index, {
                    local,
                    amount: converted(local, inForce, { from: decimals.to, to: 2 }, true) ?? row.amount,
                  })
                }
              />
            )}
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('editor.remove', { name: row.label || String(index + 1) })}
                onClick={() => keep(rows.filter((_, at) => at !== index))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      <Group justify="space-between">
        {!readOnly && (
          <Button variant="default" size="xs" onClick={() => setRows([...rows, { label: '', amount: '', local: '' }])}>
            {t('editor.addLine')}
          </Button>
        )}
        <Text fw={600}>
          {t('editor.budgetTotal')} <Figure value={euros(total)} />
        </Text>
      </Group>
    </>
  );
}

/** Lines that say what and how much; what is half written waits. */
function linesOf(rows: readonly Row[], currency: string): NonNullable<Dossier['budgetLines']> {
  return rows
    .filter(({ label, amount }) => label.trim() !== '' && amount !== '')
    .map(({ label, amount, local }) => ({
      label: label.trim(),
      amount: { amount, currency: 'EUR' },
      ...(local !== '' && currency !== '' && currency !== 'EUR' && { local: { amount: local, currency } }),
    }));
}
