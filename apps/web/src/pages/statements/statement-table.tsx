import { Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort, formatPercent, type Language } from '../../money/format';
import { Empty } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { balanceEntries } from './entries-link';
import { StatementState } from './statement-state';
import type { Statement } from './treasury';
import { byAmount } from '../../money/minor';

interface Props {
  statements: readonly Statement[];
  empty: ReactNode;
}

/** Imported statements: a table on a desk, cards on a phone. */
export function StatementTable({ statements, empty }: Props) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  if (narrow) return <Cards statements={statements} empty={empty} />;
  const columns: Column<Statement>[] = [
    { header: t('list.account'), accessorKey: 'accountName', cell: ({ row }) => <Name statement={row.original} /> },
    {
      header: t('list.period'),
      accessorKey: 'to',
      cell: ({ row }) => <span className="num">{periodText(row.original, language)}</span>,
    },
    {
      header: t('list.opening'),
      accessorFn: ({ opening }) => opening,
      sortingFn: byAmount,
      cell: ({ row }) => <Figure value={row.original.opening} />,
      meta: { align: 'right' },
    },
    {
      header: t('list.closing'),
      accessorFn: ({ closing }) => closing,
      sortingFn: byAmount,
      cell: ({ row }) => <Closing statement={row.original} />,
      meta: { align: 'right' },
    },
    {
      header: t('list.reconciled'),
      accessorFn: percent,
      cell: ({ row }) => <Reconciled statement={row.original} />,
    },
    {
      header: t('list.difference'),
      accessorFn: ({ difference }) => difference,
      sortingFn: byAmount,
      cell: ({ row }) => <Figure value={row.original.difference} />,
      meta: { align: 'right' },
    },
    { header: t('list.state'), accessorKey: 'state', cell: ({ row }) => <StatementState state={row.original.state} /> },
  ];
  return (
    <DataTable
      label={t('list.label')}
      columns={columns}
      rows={statements}
      rowKey={({ id }) => id}
      empty={empty}
      minWidth={960}
      testid="statements"
    />
  );
}

function Cards({ statements, empty }: Props) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  if (statements.length === 0) return <Empty>{empty}</Empty>;
  return (
    <Stack gap="xs" role="list" aria-label={t('list.label')} data-testid="statements">
      {statements.map((statement) => (
        <div key={statement.id} className="card padded" role="listitem">
          <Group justify="space-between" gap="xs" align="start">
            <Name statement={statement} />
            <StatementState state={statement.state} />
          </Group>
          <Text size="xs" className="muted num">
            {periodText(statement, language)}
          </Text>
          <dl className="statement-card-figures">
            <div>
              <dt>{t('list.closing')}</dt>
              <dd>
                <Closing statement={statement} />
              </dd>
            </div>
            <div>
              <dt>{t('list.difference')}</dt>
              <dd>
                <Figure value={statement.difference} />
              </dd>
            </div>
          </dl>
          <Reconciled statement={statement} />
        </div>
      ))}
    </Stack>
  );
}

function Name({ statement: { id, number, accountName, format } }: { statement: Statement }) {
  const { t } = useTranslation('statements');
  return (
    <>
      <Link
        to={`/rapprochement/${id}`}
        className="statement-link"
        aria-label={t('list.open', { number, account: accountName })}
      >
        {accountName}
      </Link>
      <Text size="xs" className="muted num">
        {[number, format].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

/** The ledger follows the statement: what closes one is the balance of the account's entries up to its last day. */
function Closing({ statement: { account, closing, to } }: { statement: Statement }) {
  return <Figure value={closing} {...(closing.currency === 'EUR' && { entries: balanceEntries(account, to) })} />;
}

function Reconciled({ statement }: { statement: Statement }) {
  const { t } = useTranslation('statements');
  const language = useLanguage();
  const { own, reconciled } = statement;
  if (own === 0) return <Text size="sm">{t('list.noLines')}</Text>;
  return (
    <div className="statement-reconciled">
      <span className="num">{formatPercent(percent(statement), language)}</span>
      <span className="muted">{t('list.lines', { done: reconciled, count: own })}</span>
      <span className="statement-bar" aria-hidden>
        <span style={{ width: `${percent(statement)}%` }} />
      </span>
    </div>
  );
}

/** Never 100 while a line is left. */
function percent({ own, reconciled }: Statement): number {
  return own === 0 ? 100 : Math.floor((100 * reconciled) / own);
}

export function periodText({ from, to }: Pick<Statement, 'from' | 'to'>, language: Language): string {
  const last = formatDayShort(to, language);
  return from === to ? last : `${formatDayShort(from, language)} – ${last}`;
}
