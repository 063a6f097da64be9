import { Group, Stack, Text, Title } from '@mantine/core';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { ViewSwitch } from '../../shell/view-switch';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { StateMark } from '../../states/state-mark';
import { type Column, DataTable } from '../../tables/data-table';
import { AllocationActs } from './allocation-acts';
import { AllocationLines } from './allocation-lines';
import { AllocationPast } from './allocation-past';
import { type Allocation, useAllocations } from './calls';
import { Fundings } from './fundings';
import './words';
import { byAmount } from '../../money/minor';

const views = ['a-confirmer', 'en-attente', 'projets', 'historique'] as const;
type View = (typeof views)[number];

/** Which agreements pay what the Bureau attributed: to confirm, waiting for money, given, decided before. */
export default function Allocations() {
  const { t } = useTranslation('allocations');
  const [{ vue }, change] = useFilters();
  const view = views.find((one) => one === vue) ?? 'a-confirmer';
  return (
    <Stack gap="md">
      <PageHeading title={t('title')} subtitle={t('subtitle')} />
      <ViewSwitch
        label={t('views')}
        value={view}
        onChange={(next) => change({ vue: next })}
        data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
      />
      {content[view]}
    </Stack>
  );
}

const content: Record<View, React.ReactNode> = {
  'a-confirmer': <ToConfirm />,
  'en-attente': <Waiting />,
  projets: <Fundings />,
  historique: <AllocationPast />,
};

function ToConfirm() {
  const { t } = useTranslation('allocations');
  const query = useAllocations('PROPOSED');
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={240} />}>
      {({ items }) =>
        items.length === 0 ? (
          <div className="card">
            <Empty>{t('nothingToConfirm')}</Empty>
          </div>
        ) : (
          <Stack gap="md">
            {items.map((allocation) => (
              <Proposal key={allocation.id} allocation={allocation} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Proposal({ allocation }: { allocation: Allocation }) {
  const { t } = useTranslation('allocations');
  const language = useLanguage();
  const { id, project, title, session, country, effectiveDate, attributed, attributedEntries } = allocation;
  const where = country && new Intl.DisplayNames(language, { type: 'region' }).of(country);
  return (
    <section className="card padded" aria-labelledby={`proposal-${id}`} data-testid={`proposal-${project}`}>
      <Group justify="space-between" align="baseline" gap="xs">
        <Title order={2} id={`proposal-${id}`}>
          <Link to="/imputations/$id" params={{ id }} className="plain-link">
            {title ?? project}
          </Link>
        </Title>
        <Text size="sm" className="muted">
          {t('ofAttributed')} <Figure value={attributed} entries={attributedEntries} />
        </Text>
      </Group>
      <Text size="sm" className="muted" mb="xs">
        {[project, where, session, t('effectiveOn', { day: formatDay(effectiveDate, language) })]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <AllocationLines {...allocation} />
      <div style={{ marginTop: 12 }}>
        <AllocationActs allocation={allocation} />
      </div>
    </section>
  );
}

function Waiting() {
  const { t } = useTranslation('allocations');
  const query = useAllocations('AWAITING_FUNDS');
  const columns: Column<Allocation>[] = [
    {
      header: t('project'),
      accessorFn: ({ title, project }) => title ?? project,
      cell: ({ row: { original } }) => (
        <Link to="/imputations/$id" params={{ id: original.id }} className="plain-link">
          {original.title ?? original.project}
        </Link>
      ),
    },
    { header: t('session'), accessorFn: ({ session }) => session ?? '—' },
    {
      header: t('state'),
      enableSorting: false,
      cell: () => (
        <StateMark tone="waiting" icon={IconClock}>
          {t('status.AWAITING_FUNDS')}
        </StateMark>
      ),
      accessorFn: () => '',
    },
    {
      header: t('attributed'),
      accessorFn: ({ attributed }) => attributed,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.attributed} entries={original.attributedEntries} />,
      meta: { align: 'right' },
    },
    {
      header: t('missing'),
      accessorFn: ({ missing }) => missing,
      sortingFn: byAmount,
      cell: ({ row: { original } }) => <Figure value={original.missing} />,
      meta: { align: 'right' },
    },
  ];
  return (
    <section className="card padded">
      <Text size="sm" className="muted" mb="xs">
        {t('waitingHint')}
      </Text>
      <Loaded query={query} skeleton={<BlockSkeleton height={200} />}>
        {({ items }) => (
          <DataTable
            label={t('view.en-attente')}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            empty={t('nothingWaits')}
            testid="waiting"
          />
        )}
      </Loaded>
    </section>
  );
}
