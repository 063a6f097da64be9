import { Badge, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, api, type Schemas } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { ALL_YEARS, bounds, instruments, useFilters } from '../../shell/filters';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { colorOf, graphOf } from './flow-graph';
import { FlowList } from './flow-list';
import { FlowTable } from './flow-table';
import { KeyFigures } from './key-figures';
import { MonthsChart } from './months-chart';
import { SankeyDiagram } from './sankey-diagram';
import { ToDo } from './to-do';
import './overview.css';

type OverviewData = Schemas['OverviewDto'];

/** The consolidated picture of a period. */
export default function Overview() {
  const { t } = useTranslation();
  const language = useLanguage();
  const businessDay = useBusinessDay();
  const [{ periode, instrument }] = useFilters();
  const query = useQuery({
    queryKey: ['overview', periode, instrument, businessDay],
    queryFn: () => answered<OverviewData>(api.GET('/api/reporting/overview', { params: { query: { ...bounds(periode, businessDay as string), ...(instrument && { instrument }) } } })),
    enabled: businessDay !== undefined,
  });
  const period = !periode || periode === ALL_YEARS ? t('overview.allYears') : t('overview.year', { year: periode });
  return (
    <Stack gap="md">
      <Group justify="space-between" align="end">
        <div>
          <Title order={1}>{t('nav.overview')}</Title>
          <Text className="muted" size="sm">
            {query.data && t('overview.subtitle', { period, day: formatDay(query.data.period.to, language) })}
          </Text>
        </div>
        <Badge variant="outline" color="gray" tt="none" fw={500}>
          {t('overview.illustrative')}
        </Badge>
      </Group>
      <Loaded query={query} skeleton={<Shape />}>
        {(overview) => (
          <>
            <KeyFigures overview={overview} />
            <Flows overview={overview} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
              <ToDo todo={overview.todo} />
              <MonthsChart months={overview.months} />
            </SimpleGrid>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Flows({ overview: { flows, nodes } }: { overview: OverviewData }) {
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 48em)');
  const [view, setView] = useState('chart');
  const graph = useMemo(() => graphOf(flows, nodes), [flows, nodes]);
  return (
    <section className="card" style={{ padding: 16 }} aria-labelledby="flow">
      <Group justify="space-between" mb={8}>
        <div>
          <Title order={2} id="flow">
            {t('flow.title')}
          </Title>
          {!phone && (
            <Text size="xs" className="muted">
              {t('flow.hint')}
            </Text>
          )}
        </div>
        {!phone && (
          <Group gap="md">
            {instruments.map((name) => (
              <span key={name} className="tag">
                <i style={{ background: colorOf(name) }} />
                {t(`instrument.${name}`)}
              </span>
            ))}
            <SegmentedControl size="xs" value={view} onChange={setView} aria-label={t('flow.view')} data={[{ value: 'chart', label: t('flow.chart') }, { value: 'table', label: t('flow.table') }]} />
          </Group>
        )}
      </Group>
      {flows.length === 0 && <Empty>{t('flow.none')}</Empty>}
      {flows.length > 0 && phone && <FlowList flows={flows} nodes={nodes} />}
      {flows.length > 0 && !phone && view === 'chart' && <SankeyDiagram nodes={graph} flows={flows} />}
      {flows.length > 0 && !phone && view === 'table' && <FlowTable flows={flows} nodes={nodes} />}
    </section>
  );
}

function Shape() {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        {[0, 1, 2, 3].map((index) => (
          <BlockSkeleton key={index} height={112} />
        ))}
      </SimpleGrid>
      <BlockSkeleton height={520} />
    </Stack>
  );
}
