import { Anchor, Box, Button, Group, NativeSelect, Stack } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { useFilters } from '../../../shell/filters';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { type Column, DataTable } from '../../../tables/data-table';
import { downloadRows } from '../../../tables/table-csv';
import { type Contributions, type Receivable, useAgeing } from '../contributions-api';
import { LateMark } from '../marks';
import { useBecause } from '../may';
import { ReminderDialog } from './reminder-dialog';

type Ageing = Contributions['AgeingDto'];

/** What donors owe, by how late it is, and the reminders that are due. */
export default function AgeingList() {
  const query = useAgeing();
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={480} />}>
      {(ageing) => <Owed ageing={ageing} />}
    </Loaded>
  );
}

function Owed({ ageing }: { ageing: Ageing }) {
  const { t } = useTranslation('contributions');
  const [{ tranche }, change] = useFilters();
  const [reminded, setReminded] = useState<Receivable>();
  const exported = useExport();
  const columns = useColumns(setReminded);
  const rows = ageing.items.filter(({ band }) => !tranche || band === tranche);
  return (
    <Stack gap="sm">
      <div className="bands">
        {ageing.bands.map(({ band, total }) => (
          <div key={band} className="card" data-testid={`band-${band}`}>
            <span className="muted">{t(`band.${band}`)}</span>
            <strong>
              <Figure value={total} />
            </strong>
          </div>
        ))}
        <div className="card">
          <span className="muted">{t('band.total')}</span>
          <strong>
            <Figure value={ageing.total} />
          </strong>
        </div>
      </div>
      <Group gap="xs" justify="space-between">
        <NativeSelect
          aria-label={t('filter.band')}
          value={tranche ?? ''}
          data={[
            { value: '', label: t('filter.allBands') },
            ...ageing.bands.map(({ band }) => ({ value: band, label: t(`band.${band}`) })),
          ]}
          onChange={({ currentTarget }) => change({ tranche: currentTarget.value || undefined })}
        />
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => exported(rows)}>
          {t('export', { count: rows.length })}
        </Button>
      </Group>
      <DataTable
        label={t('view.retards')}
        testid="ageing"
        columns={columns}
        rows={rows}
        rowKey={({ instalment }) => instalment}
        minWidth={900}
        empty={t('nothingOwed')}
      />
      {reminded && (
        <ReminderDialog key={reminded.instalment} receivable={reminded} close={() => setReminded(undefined)} />
      )}
    </Stack>
  );
}

function useColumns(remind: (receivable: Receivable) => void): Column<Receivable>[] {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const because = useBecause('finance-officer');
  return [
    {
      id: 'agreement',
      header: t('column.agreement'),
      accessorFn: ({ donorName, agreement }) => `${donorName} ${agreement}`,
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <Anchor fw={600} renderRoot={(props) => <Link to={`/contributions/${original.agreement}`} {...props} />}>
            {t('instalmentOf', { agreement: original.agreement, number: original.number })}
          </Anchor>
          <span className="muted">{original.donorName}</span>
          <Box hiddenFrom="sm">
            <Lateness days={original.daysLate} />
          </Box>
        </div>
      ),
    },
    {
      id: 'dueOn',
      header: t('column.dueOn'),
      meta: { wide: true },
      accessorKey: 'dueOn',
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.dueOn, language)}</span>,
    },
    {
      id: 'outstanding',
      header: t('column.outstanding'),
      meta: { align: 'right' },
      enableSorting: false,
      accessorFn: ({ outstanding }) => outstanding.amount,
      cell: ({ row: { original } }) => <Figure value={original.outstanding} />,
    },
    {
      id: 'late',
      header: t('column.lateness'),
      meta: { wide: true },
      accessorKey: 'daysLate',
      cell: ({ row: { original } }) => <Lateness days={original.daysLate} />,
    },
    {
      id: 'reminders',
      header: t('column.reminders'),
      meta: { wide: true },
      accessorKey: 'reminders',
      cell: ({ row: { original } }) =>
        original.remindedOn === null ? (
          <span className="muted">—</span>
        ) : (
          t('reminder.sentCount', { count: original.reminders, day: formatDayShort(original.remindedOn, language) })
        ),
    },
    {
      id: 'act',
      header: t('column.act'),
      enableSorting: false,
      cell: ({ row: { original } }) => (
        <ActButton
          size="compact-sm"
          variant="default"
          because={because ?? (original.daysLate > 0 ? undefined : t('because.notLate'))}
          onClick={() => remind(original)}
        >
          {t('reminder.prepare')}
        </ActButton>
      ),
    },
  ];
}

function Lateness({ days }: { days: number }) {
  const { t } = useTranslation('contributions');
  return days > 0 ? <LateMark days={days} /> : <span className="muted">{t('band.NOT_DUE')}</span>;
}

function useExport(): (rows: readonly Receivable[]) => void {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  return (rows) =>
    downloadRows(
      rows,
      [
        { heading: t('column.donor'), value: ({ donorName }) => donorName },
        { heading: t('column.agreement'), value: ({ agreement }) => agreement },
        { heading: t('column.instalment'), value: ({ number }) => String(number) },
        { heading: t('column.reference'), value: ({ reference }) => reference ?? '' },
        { heading: t('column.dueOn'), value: ({ dueOn }) => formatDayShort(dueOn, language) },
        { heading: t('column.currency'), value: ({ outstanding }) => outstanding.currency },
        { heading: t('column.outstanding'), value: ({ outstanding }) => outstanding },
        { heading: t('column.outstandingEur'), value: ({ outstandingEur }) => outstandingEur },
        { heading: t('column.daysLate'), value: ({ daysLate }) => String(daysLate) },
        { heading: t('column.reminders'), value: ({ reminders }) => String(reminders) },
      ],
      language,
      t('fileNameAgeing'),
    );
}
