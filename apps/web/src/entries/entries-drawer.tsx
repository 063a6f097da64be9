import { Button, CopyButton, Drawer, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { Figure } from '../money/figure';
import { formatDayShort } from '../money/format';
import { useFilters } from '../shell/filters';
import { Empty } from '../states/states';
import { entriesCsv, type LedgerRow, useEntries } from './entries';

/** The proof of a figure: the entries that make it, whose total is the figure. Its state is in the address. */
export function EntriesDrawer() {
  const { t } = useTranslation();
  const [{ ecritures }, change] = useFilters();
  const phone = useMediaQuery('(max-width: 48em)');
  return (
    <Drawer
      opened={ecritures !== undefined}
      onClose={() => change({ ecritures: undefined })}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '85%' : 'xl'}
      title={<Text fw={650}>{t('entries.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('entries.close') }}
    >
      {ecritures && <Entries link={ecritures} />}
    </Drawer>
  );
}

function Entries({ link }: { link: string }) {
  const { t } = useTranslation();
  const query = useEntries(link);
  if (query.isError) return <Empty>{query.error.message}</Empty>;
  const [first] = query.data?.pages ?? [];
  if (!first) return <Skeleton h={240} />;
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack>
      <Group justify="space-between">
        <Text className="muted">{t('entries.count', { count: first.total.count })}</Text>
        <Text fw={650} size="lg" data-testid="entries-total">
          <Figure value={first.total.eur} />
        </Text>
      </Group>
      {rows.length === 0 ? <Empty>{t('entries.none')}</Empty> : <EntryTable rows={rows} total={first.total.eur} />}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('entries.more', { shown: rows.length, count: first.total.count })}
        </Button>
      )}
      <Actions link={link} />
    </Stack>
  );
}

function EntryTable({ rows, total }: { rows: LedgerRow[]; total: LedgerRow['eur'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing={7} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('entries.date')}</Table.Th>
            <Table.Th>{t('entries.label')}</Table.Th>
            <Table.Th ta="right">{t('entries.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.book}-${row.number}-${row.line}`}>
              <Table.Td className="num muted">{formatDayShort(row.accountingDate, language)}</Table.Td>
              <Table.Td>
                <Text size="sm">{row.reason}</Text>
                <Text size="xs" className="muted">
                  {row.book} n° {row.number} · {row.account}
                  {row.reference ? ` · ${row.reference}` : ''}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <Figure value={row.eur} />
                {row.amount.currency !== 'EUR' && (
                  <Text size="xs" className="muted">
                    <Figure value={row.amount} />
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th colSpan={2}>{t('entries.total')}</Table.Th>
            <Table.Th ta="right">
              <Figure value={total} />
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

function Actions({ link }: { link: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [exporting, setExporting] = useState(false);
  const exportCsv = async () => {
    setExporting(true);
    try {
      download(await entriesCsv(link, language), t('entries.file'));
    } finally {
      setExporting(false);
    }
  };
  return (
    <Group justify="end">
      <CopyButton value={location.href}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>
            {copied ? t('entries.copied') : t('entries.copy')}
          </Button>
        )}
      </CopyButton>
      <Button variant="default" leftSection={<IconDownload size={16} />} loading={exporting} onClick={() => void exportCsv()}>
        {t('entries.export')}
      </Button>
    </Group>
  );
}

function download(content: string, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` }).click();
  URL.revokeObjectURL(url);
}
