import { Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../../forms/day-field';
import type { Dossier } from '../projects-api';
import { AgreedNote } from './agreed-note';
import { BudgetFields } from './budget-fields';
import { type BudgetRow, linesOf, reckoned, writtenLines } from './budget-rows';
import { currencies } from './currencies';
import { parities, unitsPerEuro } from './local-amount';
import type { SectionProps } from './section-props';

type Rate = NonNullable<Dossier['exchangeRate']>;

/** The budget of a dossier, line by line, at the fixed or the stated rate; saved as it is written. */
export function BudgetSection({ value, edit, readOnly: frozen }: SectionProps) {
  const { t } = useTranslation('projects');
  const readOnly = frozen || value.agreedTerms.includes('budgetLines');
  const currency = value.localCurrency ?? '';
  const [rate, setRate] = useState<Rate>(value.exchangeRate ?? { localPerEuro: '', source: '', date: '' });
  const [rows, setRows] = useState(() => writtenLines(value.budgetLines));
  const inForce = unitsPerEuro(currency, rate);
  const foreign = currency !== '' && currency !== 'EUR';
  const keep = (next: BudgetRow[], money = currency, units = inForce) => {
    const said = linesOf(next, units === undefined ? '' : money);
    const before = linesOf(rows, inForce === undefined ? '' : currency);
    setRows(next);
    if (JSON.stringify(said) !== JSON.stringify(before)) edit({ budgetLines: said });
  };
  const pickCurrency = (next: string) => {
    edit({ localCurrency: next });
    const units = unitsPerEuro(next, rate);
    keep(
      rows.map((row) => reckoned(row, next, units)),
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
      rows.map((row) => reckoned(row, currency, next.localPerEuro)),
      currency,
      next.localPerEuro,
    );
  };
  return (
    <>
      <AgreedNote value={value} term="budgetLines" />
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
      <BudgetFields rows={rows} currency={currency} rate={inForce} readOnly={readOnly} change={keep} />
    </>
  );
}
