import { Anchor, Box, Button, FileButton, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { type ActHeaders, useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import { contributions, type Report, upload } from './contributions-api';
import { ReportMark } from './marks';
import { useBecause } from './may';

const refresh = [['contributions']] as const;

/** Reports promised to donors: each is sent with its document, then accepted or asked for again. */
export function ReportsTable({ reports, named }: { reports: readonly Report[]; named: boolean }) {
  const { t } = useTranslation('contributions');
  const columns = useColumns(named);
  return (
    <DataTable
      label={t('view.rapports')}
      testid="reports"
      columns={columns}
      rows={reports}
      rowKey={({ id }) => id}
      minWidth={named ? 820 : 620}
      empty={t('noReport')}
    />
  );
}

function useColumns(named: boolean): Column<Report>[] {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const agreement: Column<Report> = {
    id: 'agreement',
    header: t('column.agreement'),
    accessorFn: ({ donorName, agreement: code }) => `${donorName} ${code}`,
    cell: ({ row: { original } }) => (
      <div className="two-lines">
        <Anchor fw={600} renderRoot={(props) => <Link to={`/contributions/${original.agreement}`} {...props} />}>
          {original.agreement}
        </Anchor>
        <span className="muted">{original.donorName}</span>
        <Box hiddenFrom="sm">
          {t(`report.kind.${original.kind}`)} · {formatDayShort(original.dueOn, language)}
        </Box>
      </div>
    ),
  };
  // Without its own column the report is told under the agreement.
  const told = named ? ({ meta: { wide: true } } as const) : {};
  return [
    ...(named ? [agreement] : []),
    {
      id: 'kind',
      header: t('column.report'),
      ...told,
      accessorFn: ({ kind }) => t(`report.kind.${kind}`),
      cell: ({ row: { original } }) => (
        <div className="two-lines">
          <span>{t(`report.kind.${original.kind}`)}</span>
          {original.note && <span className="muted">{original.note}</span>}
        </div>
      ),
    },
    {
      id: 'dueOn',
      header: t('column.dueOn'),
      ...told,
      accessorKey: 'dueOn',
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.dueOn, language)}</span>,
    },
    {
      id: 'state',
      header: t('column.state'),
      accessorKey: 'state',
      cell: ({ row: { original } }) => <ReportMark state={original.state} daysLate={original.daysLate} />,
    },
    {
      id: 'act',
      header: t('column.act'),
      enableSorting: false,
      cell: ({ row: { original } }) => <Acts report={original} />,
    },
  ];
}

function Acts({ report }: { report: Report }) {
  const { t } = useTranslation('contributions');
  const because = useBecause('finance-officer', 'project-officer');
  const path = { params: { path: { id: report.id } } };
  const send = useAct({
    send: async (file: File, headers: ActHeaders) => {
      const { document } = await upload<{ document: string }>('/api/contributions/documents', file, {}, {});
      return answered(
        contributions.POST('/api/contributions/reports/{id}/send', {
          ...path,
          body: { document },
          headers: { ...headers },
        }),
      );
    },
    refresh,
    done: () => ({ title: t('report.sent') }),
  });
  const accept = useAct({
    send: (_: undefined, headers) =>
      answered(
        contributions.POST('/api/contributions/reports/{id}/accept', { ...path, body: {}, headers: { ...headers } }),
      ),
    refresh,
    done: () => ({ title: t('report.accepted') }),
  });
  const refuse = useAct({
    send: (_: undefined, headers) =>
      answered(
        contributions.POST('/api/contributions/reports/{id}/refuse', { ...path, body: {}, headers: { ...headers } }),
      ),
    refresh,
    done: () => ({ title: t('report.askedAgain') }),
  });
  if (report.state === 'ACCEPTED') return <span className="muted">—</span>;
  if (report.state === 'SENT') {
    return (
      <Group gap={6} wrap="nowrap">
        <ActButton size="compact-sm" variant="default" because={because} onClick={() => accept.mutate(undefined)}>
          {t('report.accept')}
        </ActButton>
        <ActButton
          size="compact-sm"
          variant="subtle"
          color="gray"
          because={because}
          onClick={() => refuse.mutate(undefined)}
        >
          {t('report.refuse')}
        </ActButton>
      </Group>
    );
  }
  if (because !== undefined) {
    return (
      <ActButton size="compact-sm" variant="default" because={because}>
        {t('report.send')}
      </ActButton>
    );
  }
  return (
    <FileButton
      accept="application/pdf,.docx,.xlsx,.odt,.ods"
      onChange={(file) => file && send.mutate(file)}
      inputProps={{ 'aria-label': t('report.file') }}
    >
      {(props) => (
        <Button {...props} size="compact-sm" variant="default" loading={send.isPending}>
          {t('report.send')}
        </Button>
      )}
    </FileButton>
  );
}
