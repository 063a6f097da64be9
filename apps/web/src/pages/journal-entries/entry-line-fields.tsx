import { ActionIcon, Autocomplete, Select, TextInput } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../forms/amount-field';
import { instruments } from '../../shell/filters';
import type { Account } from './journal-api';
import type { TypedLine } from './typed-entry';
import './journal-entries.css';

const SHOWN = 30;

interface Props {
  number: number;
  line: TypedLine;
  accounts: readonly Account[];
  change: (next: Partial<TypedLine>) => void;
  remove?: () => void;
}

/** One line: an account, an amount on one side, and what the account asks the line to be about. */
export function EntryLineFields({ number, line, accounts, change, remove }: Props) {
  const { t } = useTranslation('journalEntries');
  const choose = (account: string) => {
    const known = accounts.find((one) => one.account === account);
    change({ account, ...(known && { currency: known.currency, requires: known.requires }) });
  };
  return (
    <fieldset className="entry-line">
      <legend className="muted">{number}</legend>
      <Autocomplete
        aria-label={t('entry.account', { number })}
        placeholder={t('account')}
        data={accounts.map(({ account }) => account)}
        value={line.account}
        onChange={choose}
        limit={SHOWN}
        className="entry-account-field"
      />
      <AmountField
        aria-label={t('entry.debit', { number })}
        placeholder={t('debit')}
        currency={line.currency}
        value={line.debit}
        onChange={(debit) => change({ debit, ...(debit && { credit: '' }) })}
      />
      <AmountField
        aria-label={t('entry.credit', { number })}
        placeholder={t('credit')}
        currency={line.currency}
        value={line.credit}
        onChange={(credit) => change({ credit, ...(credit && { debit: '' }) })}
      />
      {remove && (
        <ActionIcon
          className="entry-remove"
          variant="subtle"
          color="gray"
          aria-label={t('entry.removeLine', { number })}
          onClick={remove}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
      {line.currency !== 'EUR' && (
        <AmountField
          label={t('entry.eurShort')}
          aria-label={t('entry.eur', { number })}
          currency="EUR"
          value={line.eur}
          onChange={(eur) => change({ eur })}
        />
      )}
      {line.requires.map((name) => (
        <Dimension
          key={name}
          name={name}
          number={number}
          value={line.dimensions[name] ?? ''}
          change={(code) => change({ dimensions: { ...line.dimensions, [name]: code } })}
        />
      ))}
    </fieldset>
  );
}

interface DimensionProps {
  name: string;
  number: number;
  value: string;
  change: (code: string) => void;
}

function Dimension({ name, number, value, change }: DimensionProps) {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  const word = t(`dimension.${name as 'donor'}`);
  const look = { label: word, 'aria-label': t('entry.dimension', { name: word, number }) };
  if (name === 'instrument')
    return (
      <Select
        {...look}
        data={instruments.map((code) => ({ value: code, label: common(`instrument.${code}`) }))}
        value={value || null}
        onChange={(code) => change(code ?? '')}
      />
    );
  return <TextInput {...look} value={value} onChange={({ currentTarget }) => change(currentTarget.value)} />;
}
