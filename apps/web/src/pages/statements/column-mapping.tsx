import { Button, Group, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import type { ImportDesk } from './use-import';
import type { QueuedFile } from './import-queue';
import { columnRoles, roleOf, type ColumnRole, withRole } from './column-roles';
import { type Account, type CsvMapping, treasury } from './treasury';

interface Props {
  item: QueuedFile;
  accounts: readonly Account[];
  desk: ImportDesk;
}

const dateFormats: readonly CsvMapping['dateFormat'][] = [
  'DD/MM/YYYY',
  'DD-MM-YYYY',
  'DD.MM.YYYY',
  'DD/MM/YY',
  'DD.MM.YY',
  'MM/DD/YYYY',
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
];

/** What the columns of a table mean: proposed, tried on the file itself, then kept for the account. */
export function ColumnMapping({ item, accounts, desk }: Props) {
  const { t } = useTranslation('statements');
  const table = item.preview?.table;
  const save = useAct({
    send: (mapping: CsvMapping, headers) =>
      answered(
        treasury.PUT('/api/treasury/accounts/{id}/csv-mapping', {
          params: { path: { id: item.told.account ?? '' } },
          body: mapping,
          headers: { ...headers },
        }),
      ),
    done: ({ account }) => {
      desk.look(item, { ...item.told, mapping: undefined });
      return { title: t('mapping.saved', { account }) };
    },
  });
  if (!table) return null;
  const { mapping, source, names, rows } = table;
  const change = (next: Partial<CsvMapping>) => desk.look(item, { ...item.told, mapping: { ...mapping, ...next } });
  const account = accounts.find(({ code }) => code === item.told.account);
  return (
    <Stack gap="sm" className="statement-mapping" data-testid="column-mapping">
      <div>
        <Text fw={600}>{t('mapping.title')}</Text>
        <Text size="sm" className="muted">
          {t(`mapping.${source}`)}
        </Text>
      </div>
      <Group gap="sm" align="end">
        <NativeSelect
          label={t('mapping.account')}
          value={item.told.account ?? ''}
          onChange={(event) =>
            desk.look(item, { ...item.told, account: event.currentTarget.value || undefined, mapping: undefined })
          }
          data={[
            { value: '', label: t('mapping.chooseAccount') },
            ...accounts.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        {mapping.columns.balance === null && account && (
          <AmountField
            label={t('mapping.closing')}
            currency={account.currency}
            value={item.told.closing ?? ''}
            onChange={(closing) => closing !== (item.told.closing ?? '') && desk.look(item, { ...item.told, closing })}
          />
        )}
      </Group>
      <Layout mapping={mapping} change={change} />
      <Columns mapping={mapping} names={names} rows={rows} change={change} />
      {source !== 'SAVED' && (
        <Group justify="end">
          <Button
            disabled={!item.told.account || item.state === 'READING'}
            loading={save.isPending}
            onClick={() => save.mutate(mapping)}
          >
            {t('mapping.save')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface Changing {
  mapping: CsvMapping;
  change: (next: Partial<CsvMapping>) => void;
}

function Layout({ mapping, change }: Changing) {
  const { t } = useTranslation('statements');
  const { delimiter, encoding, dateFormat, decimalSign, sign, skippedRows } = mapping;
  return (
    <Group gap="sm" align="end">
      <NativeSelect
        label={t('mapping.delimiter')}
        value={delimiter}
        onChange={(event) => change({ delimiter: event.currentTarget.value as CsvMapping['delimiter'] })}
        data={[
          { value: ';', label: t('mapping.delimiter.;' as 'mapping.delimiter') },
          { value: ',', label: t('mapping.delimiter.,' as 'mapping.delimiter') },
          { value: '\t', label: t('mapping.delimiter.tab' as 'mapping.delimiter') },
          { value: '|', label: t('mapping.delimiter.|' as 'mapping.delimiter') },
        ]}
      />
      <NativeSelect
        label={t('mapping.dateFormat')}
        value={dateFormat}
        onChange={(event) => change({ dateFormat: event.currentTarget.value as CsvMapping['dateFormat'] })}
        data={dateFormats.map((format) => ({ value: format, label: format }))}
      />
      <NativeSelect
        label={t('mapping.decimalSign')}
        value={decimalSign}
        onChange={(event) => change({ decimalSign: event.currentTarget.value as ',' | '.' })}
        data={[
          { value: ',', label: t('mapping.decimalComma') },
          { value: '.', label: t('mapping.decimalPoint') },
        ]}
      />
      <NativeSelect
        label={t('mapping.sign')}
        value={sign}
        onChange={(event) => change({ sign: event.currentTarget.value as CsvMapping['sign'] })}
        data={[
          { value: 'AS_WRITTEN', label: t('mapping.asWritten') },
          { value: 'INVERTED', label: t('mapping.inverted') },
        ]}
      />
      <NativeSelect
        label={t('mapping.encoding')}
        value={encoding}
        onChange={(event) => change({ encoding: event.currentTarget.value as CsvMapping['encoding'] })}
        data={[{ value: 'auto', label: t('mapping.encodingAuto') }, 'utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le']}
      />
      <TextInput
        label={t('mapping.skippedRows')}
        inputMode="numeric"
        w={170}
        defaultValue={String(skippedRows)}
        onBlur={(event) => {
          const rows = Number(event.currentTarget.value);
          if (Number.isInteger(rows) && rows >= 0 && rows !== skippedRows) change({ skippedRows: rows });
        }}
      />
    </Group>
  );
}

function Columns({ mapping, names, rows, change }: Changing & { names: string[]; rows: string[][] }) {
  const { t } = useTranslation('statements');
  const first = mapping.skippedRows + (mapping.header ? 1 : 0);
  const roles = columnRoles.map((role) => ({ value: role, label: t(`mapping.role.${role}`) }));
  return (
    <div className="data-table" tabIndex={0} role="region" aria-label={t('mapping.sample')}>
      <Table verticalSpacing={4} miw={names.length * 150}>
        <Table.Thead>
          <Table.Tr>
            {names.map((name, column) => (
              <Table.Th key={column}>
                <NativeSelect
                  size="xs"
                  label={name || String(column + 1)}
                  aria-label={t('mapping.column', { name: name || column + 1 })}
                  value={roleOf(mapping.columns, column)}
                  onChange={(event) =>
                    change({ columns: withRole(mapping.columns, column, event.currentTarget.value as ColumnRole) })
                  }
                  data={roles}
                />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(first, first + 5).map((row, at) => (
            <Table.Tr key={at}>
              {names.map((_, column) => (
                <Table.Td key={column}>{row[column]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
