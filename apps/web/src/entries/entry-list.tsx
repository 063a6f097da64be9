import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { Figure } from '../money/figure';
import { formatDayShort } from '../money/format';
import { mayOpen, staff } from '../pages/page';
import { useSession } from '../session/session';
import { Empty, Failure } from '../states/states';
import { type LedgerPage, type LedgerRow, useEntries } from './entries';
import { EntryActions } from './entry-actions';
import { useKindWords } from './words';

/** What a person typed has a page of its own. */
const MANUAL = 'journal-entry';

/** Entries of a filter with their total. */
export function Entries({ filter }: { filter: string }) {
  const { t } = useTranslation();
  const query = useEntries(filter);
  const [first] = query.data?.pages ?? [];
  if (!first) return query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting />;
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack gap="md">
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text className="muted" size="sm">
          {t('entries.count', { count: first.total.count })}
        </Text>
        <Text component="div" fw={650} fz={22} data-testid="entries-total">
          <Figure value={ownTotal(first.total) ?? first.total.eur} />
        </Text>
      </Group>
      {rows.length === 0 ? <Empty>{t('entries.none')}</Empty> : <EntryTable rows={rows} total={first.total} />}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('entries.more', { shown: rows.length, count: first.total.count })}
        </Button>
      )}
      <EntryActions filter={filter} />
    </Stack>
  );
}

/** Entries that are all in one foreign currency add up in it: that is the figure they are behind. */
function ownTotal({ foreign, count }: LedgerPage['total']): LedgerRow['amount'] | undefined {
  const [only] = foreign;
  return only?.count === count ? only.amount : undefined;
}

function Waiting() {
  return (
    <Stack gap="sm" aria-hidden>
      <Group justify="space-between">
        <Skeleton h={16} w={110} />
        <Skeleton h={26} w={170} />
      </Group>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} h={38} />
      ))}
    </Stack>
  );
}

function EntryTable({ rows, total }: { rows: LedgerRow[]; total: LedgerPage['total'] }) {
  const { t } = useTranslation();
  return (
    <Table verticalSpacing={7} horizontalSpacing={8} className="entries">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('entries.date')}</Table.Th>
          <Table.Th>{t('entries.label')}</Table.Th>
          <Table.Th ta="right">{t('entries.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Entry key={`${row.book}-${row.number}-${row.line}`} row={row} />
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th colSpan={2}>{t('entries.totalOf', { count: total.count })}</Table.Th>
          <Table.Th ta="right">
            <Figure value={total.eur} />
            {ownTotal(total) && (
              <Text component="div" size="xs" className="muted">
                <Figure value={ownTotal(total) ?? total.eur} />
              </Text>
            )}
          </Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

function Entry({ row }: { row: LedgerRow }) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const words = useKindWords();
  const { data: reader } = useSession();
  const book = i18n.exists(`context.${row.book}`) ? t(`context.${row.book}` as 'context.treasury') : row.book;
  return (
    <Table.Tr data-testid="entry">
      <Table.Td className="num muted">{formatDayShort(row.accountingDate, language)}</Table.Td>
      <Table.Td>
        <Text size="sm">
          {row.kind === MANUAL && mayOpen(reader, staff) ? (
            <Link
              to="/regularisations/operations/$livre/$piece"
              params={{ livre: row.book, piece: row.transaction }}
              className="plain-link"
            >
              {words(row)}
            </Link>
          ) : (
            words(row)
          )}
        </Text>
        <Text size="xs" className="muted entry-account">
          {book} n° {row.number} · {row.account}
          {row.reference && ` · ${row.reference}`}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Figure value={row.eur} />
        {row.amount.currency !== 'EUR' && (
          <Text component="div" size="xs" className="muted">
            <Figure value={row.amount} />
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
